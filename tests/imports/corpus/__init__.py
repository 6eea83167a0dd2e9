"""A corpus of sheets such as communes make, with what is right about each.

It was written by a hand that has not seen the reader, before the reader, from what officers do with Excel. Each file
has a truth (`truth`), is laid out as a clean table (`layouts`), goes through some kinds of mess (`mess`, one small
function each), and is written in a format (`containers`). What the file says is noted in its cells (`facts`,
`grid`), so that rows and columns may move and every fact still knows where it stands and how sure a careful person
would be of it:

- plain    read at once: a question about it, or an error, is asked in vain;
- either   may be taken at once, or after the one question that is named in its doubts;
- ask      a guess without that question, even where the guess is right;
- named    is not taken, and the preview says so, where and how many: identity numbers, columns without a field,
           people of other communes (whose names, like the numbers, are secrets that no text may show);
- free     taken or named, both are right;
- optional follows from other facts, is not counted where it is not taken.

`score` plays a reader (`reader.Reader`, questions in the words of `questions`) on a file: it reads, answers what may
be asked as the file's officer would, then what is asked in vain, and counts

- right          as the truth has it, after no question but those that may be asked;
- asked in vain  right only after other questions, or left to the officer though it is plain;
- wrong          another value at any time, or a guess where a question was due;
- lost           not there, and nothing says so;
- extra          a thing or field that the file does not say, and every secret that is shown.

`naive` is the control, `perfect` shows that every file can be read whole. `units` are spellings of administrative
units of both maps. `generate.generate(seed, count)` makes files; `generate.make(seed, keys)` one with given mess.

The corpus is frozen once it has landed. It is not changed so that a reader scores better. Where it asks for what no
careful person would do, it is changed and the change listed here with its reason.

Changes, each for what no careful person would do or know:

- headings_of_two_languages leaves "KN1" alone: beside "Online public services" nobody would ask which skill it is.
- two_heads_of_one_name and head_in_register_with_other_phone are made only where two households of one village, and a
  phone in the file, are there: nobody asks about namesakes of two villages, or about a phone that is not said.
- truth draws again for people who are called alike by chance: nothing told them from those of the two above.
- period_line says a day above figures of villages and communes, which may be taken as theirs.
- formulas_without_values of villages: who lives there may be named, with how to mend it, instead of asked about: of two
  villages no one answer is right. Where something else says it, all else that may be asked may still be.
- a heading that one mess made doubtful ("Khác", "KN1") and another replaced ("Local digital platform", one list of
  skills with its legend) is not to be asked about; one that lost its marks is asked about without them.
- formulas_without_values leaves the column that column_twice repeats: the other one still says the year. And the phone
  of a household of which it is asked whether the register's with another phone is the same: of one not said nobody asks.
- village_in_group_rows is not made where a session of the commune is (the row above would say a village) or where
  rows with marks that say "as above" would come to stand below others; nor month_on_each_sheet where there are such
  marks: the first row of a sheet has nothing above. Nor where rows of months stand, which it would take away.
- village_in_group_rows: a row above own households and those of other communes is not to be named for the latter: it
  is taken.
- relation_short: a question about "Ch" is answered as that about grandchildren; "CH" is the head and reads alike.
- letters_of_vni: "La Lan Hoàng" is Hồng in VNI and Hoàng of today, both names: it may be asked which; likewise "Blô".
- letters_of_vni: so it is with every name in which nothing but such a word has marks: "Cao Hoàng Trang", "Y Mô".
- rows_of_other_communes takes no household of which it is asked whether somebody stands twice: one of two is nobody.
- two_heads_of_one_name: where the years were equal, the file says the one that was drawn again as well.
- person_in_two_households: both are of one sex and the same to their head; of a mother and a son nobody would ask.
- address_tells_households and new_house_at_new_address give a household that stands twice one address: it is to be the
  same in every cell.
- skill_numbers_without_legend: whether "KN1" to "KN5" are the five in their order may be asked at once, as may each.
- hidden_rows hides nobody of whom it is asked whether they stand twice: before these rows are taken nobody does.
- age_instead_of_year: below "Năm sinh", which another mess wrote above ages, the answer is that they are ages.
- skills_listed_in_one_cell: of "2-4" it may be asked whether these are two skills or three.
- headings that are repeated are put into an old font once: put in twice they are words that nobody reads.
- a heading that is replaced by "Khác (Local digital platform)" is not to be asked about in an old font either.
- column_of_devices: what a household has is named where nothing tells households, as all of its people are.
- people_struck_out strikes nobody who stands twice: with one of the two struck out there is nothing to ask.
- headings_in_other_words and headings_in_english leave the "Nữ" of only_women_ticked: below "Nam/Nữ" nobody knows whom an x stands for.
- people_gone_by_note: who is taken ("Tạm vắng") is asked about as others are, also where a mark stands in their row alone.
- name_in_two_columns leaves bold letters bold: without them nothing told the heads of bold_name_of_head.
- name_with_nickname: behind the mark of a head, "Lê An - chủ hộ (Tư)", the name is that without the mark as well.
- letters_of_vni: "Khôi" may be Khơi as "Mô" may be Mơ; and a name of today that is left as it is ("Mai Hoàng Phong") may
  be asked about as one that was typed so.
- name_broken_over_two_rows leaves bold letters bold, as name_in_two_columns does: nothing else told these heads.
- people_gone_by_note and people_struck_out leave optional what only follows from another fact: the sex behind "V".
- formulas_without_values of villages leaves optional what only follows from another fact: that a head is the head.
- team_below_households, team_beside_households and team_on_second_sheet are not made in a file that another commune's
  letterhead heads: nobody would take its teams for their own commune's.
- relation_in_other_words: "con trai" tells the sex also where no_sex took its column away before.
- year_by_sex behind name_with_birth_year leaves optional the sex that "Vợ" and "Chồng" tell, as no_sex does: no column
  of years is left that would.
- a column that others replace (name_in_two_columns) leaves the words of rows across the table standing: where no_running_number
  had moved the rows that name teams above it they went with it, and nothing told the teams.
- letters_without_marks: of twins whose names differed in nothing but marks ("Hà", "Hạ") it may be asked whether they are one.
- session_of_commune takes no session below which a mark says "as above": of the village that stood there nothing was left.
- letters_of_vni: where more stands in a cell than a name that may be asked about (a number, a title), it is asked as the
  cell has it.
- where one village is left (village_in_title, village_in_sheet_name, village_in_file_name) nobody is asked about who stood
  in a household of another one as well.
- letters_with_other_tones: what may be asked of "Thúy" may be asked of "Thuý", as in letters_without_marks.
- letters_without_marks: "Ý" in a column for given names, or in the next row (name_broken_over_two_rows), loses its mark as
  well, as the name in the truth does.
- table_starts_far_down_and_right: the row that numbers the columns (numbering_row) moves to the right with them.
- no_birth: nobody asks about members of two households who have one name where no years are said (behind names
  they still are).
- no_sex: "vợ" and "chồng" tell the sex also of members who stand together in one cell.
- people_gone_by_note: of two who may be one, and of whom one died or moved away, it may be asked and need not be, as
  people_struck_out has it: one of them is left.
- truth draws again for people of one team, too, who are called alike by chance, and where only the apostrophe differs:
  one name as leader and as deputy is one person to everybody.
- letters_of_vni: of a name in two cells (name_in_two_columns) it may be asked as a whole or by the cell that may be either.
- year_by_sex behind no_birth leaves optional the sex that "Vợ" and "Chồng" tell, as behind name_with_birth_year; and whoever
  is asked whether "Năm sinh" above 65 and 93 is an age answers that it is a year.
- html_as_xls: a line of a cell ends with <br>, as systems write it: where a source line ends, a page shows a space.

And for the corpus itself:

- what is drawn seldom is gone through in order: a seed makes the same files in every process.
"""
