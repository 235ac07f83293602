"""Sentences to put names into: written for this project, dedicated to the public domain (CC0 1.0).

{P} a full name, {G} a given name, {S} a surname, {O} an organisation, {L} a place, {A} an
address, {R} a street and number alone. The rest is no finding: {tel} {mail} {date} {num} {thing} {job}.
"""

TEMPLATES = """
My name is {P}.
Hello, my name is {G}, I need help with my {thing}.
hi this is {P} from {O}
Hi {G},\\n\\nThanks for the {thing}. I will call you on {date}.\\n\\nBest,\\n{G}
Dear {P},
Dear Mr. {S},\\nI am writing about the {thing}.
Dear Ms {S} and Mr {S},
Dr. {S} will see you on {date}.
Mrs. {P} called about her {thing}.
Prof. {P}, {O}, gave the opening talk.
Kind regards,\\n{P}\\n{job}, {O}
Regards,\\n{G}
Thanks!\\n{P}
Cheers, {G}
Sincerely,\\n{P}\\n{O}\\n{A}
Sent by {P} on {date}
From: {P} <{mail}>\\nTo: {P} <{mail}>\\nSubject: {thing}
"{P}" <{mail}>
cc {P}, {P} and {P}
{P} wrote:
On {date}, {P} wrote:
Name: {P}
Full name: {P}\\nDate of birth: {date}
First name: {G}\\nLast name: {S}
Applicant\\n{P}
Customer {P}, phone {tel}
Customer: {P}\\nAddress: {A}\\nPhone: {tel}
Bill to: {P}\\n{A}
Deliver to {P}, {A}
Please ship the {thing} to {A}.
Please ship it to {P} at {A} by {date}.
My new address is {A}
I live at {A}.
We moved to {A} last {date}.
He grew up at {R}.
Our office is at {A}
The {O} office on {R} is closed.
{O}, {A}
{O}\\n{A}\\n{tel}
Meet me at {R} at noon.
Can you pick me up at {R}?
Turn left on {R}.
The parcel was left at {R}, next to the {thing}.
There was an accident on {R} this morning.
The shop is at the corner of {R} and {R}.
Change my billing address to {A} please.
Return address: {A}
Is {A} still your current address?
The invoice should say {A}, not {A}.
{P}, {A}, {tel}
{P}\\n{A}
{P}\\n{O}\\n{A}\\n{mail}
Address: {A}
address={A}
Home address - {A}
Patient: {P}, {num} years old
Patient {P} (MRN {num}) was admitted on {date}.
Employee {P} joined {O} in {date}.
Agent: may I have your name?\\nCaller: {P}
Agent: Hello {G}, how can I help?
{G}: did you see the {thing}?\\n{G}: not yet
{P}: I agree.
[{date}] {G}: ok
{G} said "{thing}" and left.
"It is over," said {P}.
"We did not know," {S} told {O}.
according to {S}, the {thing} was fine
{P}, {job} of {O}, resigned on {date}.
{P} works for {O} in {L}.
{O} hired {P} as {job}.
{O} is based in {L}.
{O} and {O} will merge, {P} said.
{O} opened a branch in {L}, {L}.
She worked at {O} before joining {O}.
I bought it from {O} last week.
Shares of {O} fell {num}%.
The CEO of {O}, {P}, declined to comment.
{O} announced a new {thing}.
a spokesman for {O}
I have an account with {O}
Has {O} replied to our offer?
{P} lives in {L}.
{G} is from {L}.
I am flying to {L} on {date}.
My flight from {L} to {L} was cancelled.
what is the weather like in {L}?
He was born in {L}, {L}.
people in {L} and {L} speak it
the {L} government
The war in {L} goes on.
We are travelling through {L}, {L} and {L}.
{L} beat {L} {num}-2
best restaurants in {L}
{G} and {G} are friends.
{G}'s sister {G} called.
I met {P} and {P} at the {thing}.
have you met {G}?
is {G} coming?
Where is {G}?
call {G} tomorrow
ask {P} about the {thing}
tell {G} that {G} is late
I'd like to add {P} to my {thing}
please remove {P} from the list
my son {G} and my daughter {G}
my wife {P} and I
her husband, {P}, died on {date}
My neighbour {P} plays the {thing}.
a book by {P}
the film by {S} is boring
{P}'s novel won a prize.
{S}'s theory is wrong.
{S} et al. showed this in {date}
songs by {P} and {P}
{S} and {S} were {job}s.
{S} and {S} lost
said {S}
," says {S}.
{G} and {G} went home
P.S. {G}, please call {G}.
the {job}, {G}, and her {thing}
Prime Minister {P}
Minister of Defense {P} and Foreign Minister {P}
a huge {P} fan
{P} fans
he met {S} in {date}
{S} beat {S}
{job}s {S} and {S}
{P} sings better than {P}
{P} was named {job} of the year.
You can reach {P} at {tel} or {mail}.
Contact {G} {S} ({tel})
Emergency contact: {P}, mother, {tel}
Signed: {P}
Witness: {P}
Account holder {P}
Card holder name {P}
The account is under {P}
the name on the card is {P}
It is registered to {P}
Passenger: {S}/{G}
Please book a table for {S}.
Reservation under {S}, {num} people
{"name": "{P}", "email": "{mail}"}
{"first_name":"{G}","last_name":"{S}","city":"{L}"}
{"customer": {"name": "{P}", "address": "{A}"}}
name,email\\n{P},{mail}\\n{P},{mail}
id | name | city\\n{num} | {P} | {L}\\n{num} | {P} | {L}
1. {P}\\n2. {P}\\n3. {P}
- {P} ({O})\\n- {P} ({O})
name: {P}\\nphone: {tel}
Attendees: {G}, {G}, {G}
Attendees: {P}, {P}, {P}
Summarise the complaint by {P} below.
Write a reference letter for {P}, who worked at {O}.
Translate this letter to {P}.
Draft an email to {P} about the {thing}.
Who is {P}?
Tell me about {P}
Why did {G} leave {O}?
{G}, can you send me the {thing}?
Sorry {G}, the {thing} is late.
Good morning {G}!
hey {G} whats up
thx {G}
I love {G}
{P} of {L} won the {thing}.
{P} ({job})
{P} - {job}
{job} {P}
{P}, {num}, of {L}
President {S} met {S} in {L}.
Senator {P} voted against it.
Judge {S} dismissed the case.
Officer {S} arrived first.
Aunt {G} and Uncle {G} live in {L}.
St. {G} school is in {L}
Mr {S} is a {job} at {O}.
Miss {P} teaches the {thing}.
Sir {P} owned the {thing}.
the {S} family
{P} and family
Our team: {P} (lead), {P}, {P}
approved by {P} on {date}
Author: {P}
Reviewed-by: {P} <{mail}>
@author {P}
Attention: {P}
What is your last name? {S}
Is that {G} or {G}?
{G}: "Who is it?"\n{G}: "It is {G}, open the door."
"Come here!" shouted {G}.
{G} yelled at {G} again
{G} whispered: "{thing}"
Unlike the {S} version, this one is fun.
not the {S} film, the {S} one
{G} has to go to {L}, but {G} must stay.
The king of {L} was called {G}.
a {thing} by {S}, {S} and {S}
{S}: a life in {L}
Don't go there, {G}!
You know {G} well.
{G}'s mother in law
{G} s friend
I think {G} did it
{P} will speak first
{P} is 34 and works as a {job}.
{P} is from {O}
{G} is from {O}
{O} is a {thing} company
{O} is the best
I work at {O}
I quit {O} in {date}
{O} makes great {thing}s
{O}, a {L} based firm
Founded in {date}, {O} grew fast.
During {date}, {O} invested in {thing}s.
{O} was founded by {P} in {L}.
the board of {O}
{O}'s {thing}
use {O} instead of {O}
{L}'s leader, {P}, spoke to {O}
We fly {L} to {L}
I am from {L} originally
{G} moved to {L}
Greetings from {L}
Ms. {S} went to {L} on {date}.
Celebrating ten years in {L}
{L}, {L}
{P}\n{L}\n{L}
{P}\n\n{A}
{P}\n{job}\n{O}\n{A}\nMobile: {tel}\nFax: {tel}
Send it to {A}?
please send a new one to {A}? I am in {L} until {date}
where should it go? {A}
What is the address? It is {A}
Here are my addresses: {A}, and {A}
I once lived in {A}. I now live in {A}
I'll meet you at {A} after work.
As promised, {G}'s address:\n\n{A}
Can you check the following? {A}
The address of {O} is {A}
{O} has an office at {R}
The bus stops at {R}.
Stop at {R} please
It is on {R}
{R} is closed today
lives on the south side of {R}
Pedestrians may not enter {R} on Sundays.
at the corner of {R}
primary address: {A}
Mrs. {P} {A}
Mr. {P} {A}
Dr. {P}\n{A}
{P} {A}
{P} {tel}
{P} {date}
{P} in {L} can be reached at {tel}.
My key {key} and my name {P}
the meeting is in {A}
User: {A}
Agent: Where to? User: {A}
User: {P}
Address:\n{A}.
Address:     {A}\nPhone: {tel}
Copyright (c) {num} {P}
Copyright {num} {O}
""".strip().split("\n")

# Nothing in these is anybody's name, though parts of them could be.
NOTHING = """
The {thing} is ready.
Please summarise the text below in {num} words.
Order {num} has shipped.
Error {num}: connection refused
How do I reset my {thing}?
Thank you very much for your help!
The meeting is at {num} on Monday.
I will be there in April or May.
The first week of June was cold.
What does this Python function do?
Install version {num} of the package.
import os\\nimport sys
def main(args): return {num}
SELECT name FROM users WHERE id = {num}
const user = await getUser({num})
TODO: fix the {thing} before the release
The quick brown fox jumps over the lazy dog.
Great food and friendly staff.
Wait, what?
Yes, I think so.
No problem at all.
Never eat there again!
Best place ever, highly recommended.
Best Regards,
Kind regards,
Thanks again
To Whom It May Concern
Dear Sir or Madam,
Dear customer,
Dear team,
Customer Service Representative needed
Terms and Conditions apply.
Frequently Asked Questions
Happy Birthday to you
Merry Christmas and a Happy New Year
The Chief Financial Officer will decide.
Room {num}, floor 3
Tracking number {num}
Call me at {tel}.
Write to {mail}.
It cost ${num}.
page {num} of {num}
GET /api/users/{num} HTTP/1.1
INFO {date} request done
status=200 bytes={num}
The May report is out.
Will you mark the page?
A rose is red.
She has faith and hope.
I will drive to the park.
Grant the request, then bill the client.
Let it snow, jack up the car.
The king and the queen are old.
The church is on the hill.
The court ruled in our favour.
Our mission statement
Machine Learning and Data Science
Monday Tuesday Wednesday Thursday
Is the Internet down?
We use REST and JSON.
Unit {num} of the course
Go straight for {num} metres, then right.
I have {num} apples.
{num} people attended.
Section {num}, paragraph 2
See Figure {num}.
Chapter {num}: The {thing}
the {job} asked for a {thing}
my {job} told me to wait
hiring a {job} now
Date of birth: {date}
born {date}
DOB {date}
due on {date}
between {date} and {date}
The key is {key}.
{thing}-driver=={num}.0
"arn": "arn:aws:iam::{num}:role/my-{thing}"
data = p.send(HOST, Data({thing}=b"{num}"))
send(Server({thing}={num}))
This directory has been added for the {thing}.
# all versions of the {thing} from {num} onwards
{thing} = Config(name="{thing}", size={num})
from {thing}.{thing} import Client, Server
self.{thing}.append(Item({num}))
{thing}:{thing}:{num}
$ {thing} --{thing} {num}
| {thing} | {thing} |
curl -H "X-Request-Id: {key}" https://api.example.com/v{num}/index.html
curl -H "Accept: text/html" -X POST https://example.org
X-Forwarded-For: {num}
Set-Cookie: session={key}; Path=/
User-Agent: Mozilla/5.0
Trace: {key}
- [Android SDK](https://developer.example.com/sdk) is installed
## [{num}.0](https://github.com/some/thing/compare/1...2) - 2020
If True, the default is used.
When None, nothing is returned.
Foo and Bar are placeholders
Default: False
Note: see below
Warning: do not use
C'mon, sing!
Children's books
Personal Info:\nPhone:\n{tel}\n\nE-mail:\n{mail}
Website:\nhttp://example.com/
Reply
Forwarded message
Attached is the {thing}.
Airport tower operator wanted
The Sunni, the Catholics and the Greeks
French wine and German beer
He is an American {job}.
Doctors and nurses
Great Service
Highly Recommend
Worst {thing} Ever
The Outlook
On January {num} and in November
Just kidding!
Guerrillas fired at the town
P.S. please call
It has Bluetooth and WiFi
The Bible and the Koran
In Chapter 3, Wisdom speaks
Words like Truth and Honour
Is there a better {thing} on the list?
my religion forbids it
CAN I TALK TO SOMEONE?
I WANT A REFUND
token={key}
api_key: {key}
fax {tel}
time is in UTC, not GMT
{num} UTC
epoch {num} in UTC
{"id": "{num}", "status": "ok"}
"version": "{num}.0.1"
click>={num}, <9
- Fixed: the {thing} no longer fails (#{num})
def test_{thing}(): assert {num}
if True: return None
class Widget(Base):
raise ValueError("bad {thing}")
for item in items: print(item)
model: "claude-3-haiku"
created_at: {num}
from typing import Any, Optional
@property
npm install --save-dev eslint
docker run -p 8080:80 nginx
ERROR [main] NullPointerException at line {num}
WARN Deprecated since {num}
Content-Type: application/json
Authorization: Bearer token
https://docs.example.com/v{num}/index.html
see https://example.org/issues/{num}
data: {"type":"message","id":"msg_{num}"}
Added support for Python 3.{num}
Changed in version {num}: default is now True.
README.md
LICENSE
pip install requests=={num}
SKU {num} is back in stock
ISBN {num}
model number XR-{num}
Serial: AB{num}
ticket #{num} closed
Part No. {num}-A
Invoice total: {num} USD
Q3 revenue rose {num}%
Mon Tue Wed Thu Fri
Jan Feb Mar Apr
AM or PM?
HTTP/2 over TLS 1.3
The API returns JSON.
Use the CLI or the SDK.
I do n't think so .
It 's great !
They were nice and the {thing} was good .
The place was clean .
What a waste of money !
""".strip().split("\n")
