"""Where households of a commune stand that no village is known of: one such place at most."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0004_units_of_no_day'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='area',
            name='area_kind_fits_level',
        ),
        migrations.AlterField(
            model_name='area',
            name='kind',
            field=models.CharField(choices=[('nuoc', 'Nước'), ('tinh', 'Tỉnh'), ('thanh_pho_tw', 'Thành phố'), ('quan', 'Quận'), ('huyen', 'Huyện'), ('thi_xa', 'Thị xã'), ('thanh_pho', 'Thành phố'), ('phuong', 'Phường'), ('xa', 'Xã'), ('thi_tran', 'Thị trấn'), ('dac_khu', 'Đặc khu'), ('thon', 'Thôn'), ('buon', 'Buôn'), ('khu_pho', 'Khu phố'), ('to_dan_pho', 'Tổ dân phố'), ('ban', 'Bản'), ('ap', 'Ấp'), ('lang', 'Làng'), ('xom', 'Xóm'), ('khoi_pho', 'Khối phố'), ('chua_phan', 'Chưa phân thôn')], max_length=16, verbose_name='loại'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='kind',
            field=models.CharField(choices=[('nuoc', 'Nước'), ('tinh', 'Tỉnh'), ('thanh_pho_tw', 'Thành phố'), ('quan', 'Quận'), ('huyen', 'Huyện'), ('thi_xa', 'Thị xã'), ('thanh_pho', 'Thành phố'), ('phuong', 'Phường'), ('xa', 'Xã'), ('thi_tran', 'Thị trấn'), ('dac_khu', 'Đặc khu'), ('thon', 'Thôn'), ('buon', 'Buôn'), ('khu_pho', 'Khu phố'), ('to_dan_pho', 'Tổ dân phố'), ('ban', 'Bản'), ('ap', 'Ấp'), ('lang', 'Làng'), ('xom', 'Xóm'), ('khoi_pho', 'Khối phố'), ('chua_phan', 'Chưa phân thôn')], max_length=16, verbose_name='loại'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('nuoc',)), ('level', 0)), models.Q(('kind__in', ('tinh', 'thanh_pho_tw')), ('level', 1)), models.Q(('kind__in', ('quan', 'huyen', 'thi_xa', 'thanh_pho')), ('level', 2)), models.Q(('kind__in', ('phuong', 'xa', 'thi_tran', 'dac_khu')), ('level', 3)), models.Q(('kind__in', ('thon', 'buon', 'khu_pho', 'to_dan_pho', 'ban', 'ap', 'lang', 'xom', 'khoi_pho')), ('level', 4)), models.Q(('kind', 'chua_phan'), ('level', 4)), _connector='OR'), name='area_kind_fits_level'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'chua_phan')), fields=('commune',), name='area_one_unassigned'),
        ),
    ]
