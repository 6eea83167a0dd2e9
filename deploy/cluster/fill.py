"""The files of one machine of a cluster, and what to type there: `python3 fill.py NAME`, by site.env beside this file.

It needs nothing but Python, writes into the folder NAME and changes nothing else (docs/operations/cluster.md).
"""

import re
import sys
from pathlib import Path
from string import Template

HERE = Path(__file__).resolve().parent
# Where the folder of each program is, and what is made before its file is put there; then what is begun.
DATABASE, VOTER, POOLER = "/var/lib/postgresql/to-so", "/var/lib/etcd", "/var/lib/to-so-pgbouncer"
PLACES = ("DATABASES", "VOTERS", "WEBS", "FRONTS")
OF_A_DATABASE = f"""
install -d -o postgres -g postgres -m 700 {DATABASE}
install -o postgres -g postgres -m 600 patroni.yml /etc/patroni/config.yml
install -o postgres -g postgres -m 600 pgbackrest.conf {DATABASE}/pgbackrest.conf
ln -sf {DATABASE}/pgbackrest.conf /etc/pgbackrest.conf
systemctl enable --now patroni
"""
OF_A_VOTER = """
systemctl stop etcd && rm -rf /var/lib/etcd/default
install -o etcd -g etcd -m 600 etcd.yaml /etc/etcd.yaml
echo 'DAEMON_ARGS="--config-file /etc/etcd.yaml"' > /etc/default/etcd
systemctl enable --now etcd
"""
OF_A_WEB = f"""
install -d -o postgres -g postgres -m 700 {POOLER}
install -o postgres -g postgres -m 600 userlist.txt {POOLER}/userlist.txt
install -o postgres -g postgres -m 600 pgbouncer.ini /etc/pgbouncer/pgbouncer.ini
systemctl enable pgbouncer && systemctl restart pgbouncer
"""
OF_HAPROXY = """
install -m 600 haproxy.cfg /etc/haproxy/haproxy.cfg
install -m 644 away.http /etc/haproxy/errors/away.http
haproxy -c -f /etc/haproxy/haproxy.cfg
systemctl enable haproxy && systemctl restart haproxy
"""
# In front stand, too: who types the name alone, led to HTTPS; and what Prometheus reads (deploy/monitoring).
IN_FRONT = """
frontend plain
    bind :80
    http-request redirect scheme https code 301

frontend measured
    bind :8405
    http-request use-service prometheus-exporter if { path /metrics }
    no log
"""


# What each of the files takes as it stands, without quotes, and YAML not for a number.
PLAIN = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9-]+")
MACHINE = re.compile(r"[A-Za-z0-9-]+=[0-9A-Za-z.-]+")


def pairs(text: str) -> dict[str, str]:
    """Return what stands in each line."""
    lines = [line.partition("=") for line in text.splitlines() if not line.startswith("#")]
    return {key.strip(): value.strip() for key, _, value in lines if key.strip()}


def read(text: str) -> dict[str, str]:
    """Return what is said in site.env. Raises SystemExit where something is left out or miswritten."""
    said, asked = pairs(text), pairs((HERE / "site.env.example").read_text())
    if missing := [key for key in asked if not said.get(key)]:
        sys.exit(f"site.env: còn trống: {', '.join(missing)}")
    secret = {key: said[key] for key in asked if key.endswith("_PASSWORD")}
    if len(set(secret.values())) < len(secret):
        sys.exit("site.env: mỗi nơi một mật khẩu khác")
    if wrong := [key for key, value in secret.items() if not PLAIN.fullmatch(value)]:
        sys.exit(
            f"site.env: mật khẩu chỉ gồm chữ không dấu, số, dấu gạch ngang, có ít nhất một chữ: {', '.join(wrong)}"
        )
    if wrong := [of for of in PLACES if not all(map(MACHINE.fullmatch, said[of].split()))]:
        sys.exit(f"site.env: viết tên=địa-chỉ, cách nhau một dấu cách: {', '.join(wrong)}")
    return said


def machines(said: dict[str, str], of: str) -> dict[str, str]:
    """Return addresses by name."""
    return dict(one.split("=") for one in said[of].split())


def words_of(said: dict[str, str], name: str) -> dict[str, str]:
    """Return what stands in the braces, on one machine."""
    every = {of: machines(said, of) for of in PLACES}
    line = "    server {} {}:{} check port {}"
    return {
        **{key.lower(): value for key, value in said.items()},
        "node": name,
        "host": next(found[name] for found in every.values() if name in found),
        "here": "/etc/haproxy/errors",
        "bin": "/usr/lib/postgresql/17/bin",
        "primary": "5000",
        "standby": "5001",
        "members": ",".join(f"{one}=http://{at}:2380" for one, at in every["VOTERS"].items()),
        "etcd": ",".join(f"{at}:2379" for at in every["VOTERS"].values()),
        "databases": "\n".join(line.format(*one, 5432, 8008) for one in every["DATABASES"].items()),
        "servers": "\n".join(line.format(*one, 8000, 8000) for one in every["WEBS"].items()),
    }


def filled(said: dict[str, str], name: str) -> tuple[dict[str, str], str]:
    """Return the files of a machine by name, and what is typed there. Raises SystemExit for one nobody named."""
    roles = [of for of in PLACES if name in machines(said, of)]
    if not roles:
        sys.exit(f"{name} không có trong site.env")
    words = words_of(said, name)

    def fill(file: str, folder: str) -> str:
        return Template((HERE / file).read_text()).substitute(words, folder=folder)

    files, typed = dict[str, str](), ""
    if "VOTERS" in roles:
        files, typed = {"etcd.yaml": fill("etcd.yaml", VOTER)}, OF_A_VOTER
    if "DATABASES" in roles:
        files |= {file: fill(file, DATABASE) for file in ("patroni.yml", "pgbackrest.conf")}
        typed += OF_A_DATABASE
    if "WEBS" in roles:
        files |= {
            "userlist.txt": f'"toso" "{said["TOSO_PASSWORD"]}"\n',
            "pgbouncer.ini": fill("pgbouncer.ini", POOLER),
        }
        typed += OF_A_WEB
    doors = {"WEBS": "haproxy-database.cfg", "FRONTS": "haproxy-web.cfg"}
    if parts := [fill(file, "/run/haproxy") for of, file in doors.items() if of in roles]:
        # Where both stand together the one in front says how many may come.
        parts[0] = parts[0].replace("    maxconn 2000\n", "") if len(parts) > 1 else parts[0]
        files["haproxy.cfg"] = "\n".join([*parts, *[IN_FRONT] * ("FRONTS" in roles)])
        files["away.http"] = (HERE / "away.http").read_bytes().decode()
        typed += OF_HAPROXY
    return files, typed


def main() -> None:
    """Write the files of a machine, and say what to type."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    files, typed = filled(read((HERE / "site.env").read_text()), sys.argv[1])
    folder = HERE / sys.argv[1]
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, newline="")
        (folder / name).chmod(0o600)
    sys.stdout.write(
        f"Chép thư mục {folder} sang {sys.argv[1]}, ở đó bằng root, trong thư mục ấy:\n{typed}"
    )


if __name__ == "__main__":
    main()
