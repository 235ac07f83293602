"""What machines and those who work with them write in a few lines. Written for this project, CC0.

`¦` stands for a bar, `<!` and `!>` for braces: those have a meaning in patterns.
"""

from __future__ import annotations

from training.harm.grammar import lines

LISTS = {
    "id": ("id", "n", "x", "user", "row", "item", "count", "name", "key", "path", "data", "result", "total", "client"),
    "file": ("main.py", "app.ts", "README.md", "config.yaml", "index.html", "data.csv", "test_api.py", "Dockerfile",
             "src/lib.rs", "server.go", "notes.txt", "a.json", "utils/date.js", "/etc/hosts", "out.log"),
    "tool": ("get_weather", "search", "read_file", "list_files", "calculator", "run_query", "web_search", "add",
             "get_current_time", "send_email", "lookup_order", "fetch", "bash", "create_event", "translate"),
    "place": ("Paris", "Tokyo", "Boston", "Berlin", "Oslo", "Lima", "Kyoto", "San Francisco, CA"),
    "table": ("users", "orders", "items", "events", "books", "sales", "sessions", "products"),
    "host": ("db-1", "localhost", "web03", "10.0.0.7", "api.example.com", "127.0.0.1:8080", "cache.local"),
    "time": ("2024-03-01T12:00:00Z", "2023-11-05 08:14:59", "12:01:44.031", "Mar  4 10:22:01", "[1712000000]"),
    "num": ("0", "1", "2", "3", "7", "12", "42", "100", "404", "1024", "3.14", "0.05", "-1", "5000"),
}  # fmt: skip

NAMES = (
    "id", "name", "type", "role", "user", "content", "text", "location", "city", "temperature", "unit", "celsius",
    "date", "time", "status", "ok", "error", "message", "code", "result", "query", "url", "path", "file", "size",
    "count", "total", "price", "currency", "items", "data", "value", "key", "title", "description", "enabled",
    "model", "version", "created_at", "updated", "lang", "score", "tags", "lat", "lon", "page", "limit", "next",
    "arguments", "parameters", "properties", "required", "function", "tool", "input", "output", "index", "reason",
    "stop", "usage", "tokens", "system", "password_hint", "secret_name", "token", "email", "phone", "country",
)  # fmt: skip
VALUES = lines("""
{ok|none|string|number|object|user|assistant|tool|text|json|en|ja|USD|open|closed|active|pending|success|failed|true|celsius|stop|end_turn|default|auto}
{<place>|Ann Lee|Main Street 5|red|blue|a small box|sunny|72F|18 °C|tea|2024-05-01|v1.2.3|utf-8|text/plain|gpt|a7f3c9|x|}
{https://example.com/{a|b/c|docs}|/home/{ann|app}/{x.txt|data}|s3://bucket/key|user@example.com|+81-3-1234-5678|3f2a-77b1|call_{8d2|x1y|abc123}|toolu_{01|9k}|msg_{55|q7}}
{The file was written.|Not found|Hello|No results|It is sunny in <place>.|The capital of France|Invalid argument|Done.|Created|File not found: <file>|Rate limit exceeded|Please try again|an object}
""")

CODE = lines("""
def {add|area|main|greet|load|parse|is_even|mean|fib}({a, b|x|self|path|<id>|}):\\n    {return a + b|return x * 2|pass|print(x)|return <id>|raise ValueError("bad value")}
{for|while} {<id> in <id>s:|i in range(<num>):|line in open("<file>"):|True:}\\n    {print(<id>)|total += <id>|break|yield <id>|continue}
{const|let|var} <id> = {await fetch("/api/<id>")|<num>|[]|"<id>"|require("fs")|document.querySelector("#<id>")|new Map()|() => <id>}{;|}
{if|elif|if not} <id> {is None|== <num>|> <num>|in <id>s}: {return|continue|raise KeyError(<id>)|pass|print("ok")}
import {os|json|sys|numpy as np|pandas as pd|re|React from "react"|java.util.List;|asyncio|logging|time}{\\nfrom pathlib import Path|\\nimport math|}
{print|console.log|puts|echo|fmt.Println|System.out.println}{("<id>")|("Hello, World!")|(<id>)|("hello")|(f"total: <num>")}{;|}
{fn|func|function|public static void|async function} {main|handle|get|run|test}({|<id>|ctx, req}) <! {return <id>;|} !>
class {User|Point|Stack|Parser|Order}{(Base)|} {:\\n    pass|<! !>|:\\n    def __init__(self):\\n        self.<id> = <num>}
{try:\\n    <id>()\\nexcept Exception as error:\\n    log(error)|with open("<file>") as f:\\n    text = f.read()|assert <id> == <num>|return <id>[::-1]|del <id>|<id> = <id> or <num>|lambda x: x ** 2}
{<div>|<p>|<ul><li>|<h1>|<span class="<id>">}{Hello|<id>|Welcome to <place>|Total: <num>|Loading…}{</div>|</p>|</li></ul>|</h1>|</span>}
{.<id>|body|#main|h1} <! {color: red|margin: 0 auto|display: none|font-size: <num>px|padding: 4px}; !>
{TypeError|ValueError|KeyError|SyntaxError|IndexError|NameError|ModuleNotFoundError|ReferenceError}: {<id> is not defined|'<id>'|list index out of range|invalid syntax|No module named '<id>'|cannot read properties of undefined|unsupported operand}
Traceback (most recent call last):\\n  File "<file>", line <num>, in {<module>|main|run}
{@app.get("/<id>")|@dataclass|@Override|#include <stdio.h>|#!/usr/bin/env python3|// TODO: tidy|# type: ignore|/* eslint-disable */|-- comment|package main|use std::fs;|namespace App;}
```{python|js|sql|bash|json|}\\n{print(<num>)|<id> = <num>|ls|SELECT 1|return <id>}\\n```
""")
SHELL = lines("""
{ls -la|cd|cat|rm|mkdir|touch|less|head -n <num>|tail -f|wc -l|chmod +x|open} <file>
git {status|log --oneline|diff|push origin main|checkout -b <id>|commit -m "update <file>"|pull --rebase|stash|clone https://example.com/a.git|reset --hard HEAD~1|blame <file>}
{npm|yarn|pnpm|pip|cargo|go|apt|brew|make|docker|kubectl} {install|run build|test|start|update|get pods|ps|logs <id>|compose up -d|fmt|clean|exec -it <id> sh}{ <id>|}
{kill|pkill|killall|ps aux ¦ grep|kill -9|top -p} {<num>|python|node|<id>|nginx}
{grep -r|find . -name|sed -n|awk|sort|curl -s|wget|ping|ssh|scp|tar xzf|du -sh|df -h} {"<id>"|'*.py'|https://<host>/<id>|<host>|<file>|.}
{python|node|bash|psql|redis-cli|sqlite3|java -jar} {<file>|-m http.server|-c "print(1)"|-h <host>|--version}
{export|set|echo|unset|source|alias} {PATH=$PATH:/opt/bin|<id>=<num>|$HOME|.env|ll='ls -l'|"done"}
{$|>|user@<host>:~$} {ls|pwd|whoami|exit|date|clear|history|uptime}
{total <num>|drwxr-xr-x 2 ann staff 64 Mar 4 <file>|-rw-r--r-- 1 root root <num> <file>|<file>: No such file or directory|command not found: <id>|Permission denied|/home\x2fann|exit code: <num>|<num> files changed, <num> insertions(+)}
""")
QUERIES = lines("""
SELECT {*|<id>|count(*)|<id>, <id>|max(<id>)} FROM <table>{;| WHERE <id> = <num>;| LIMIT <num>;| ORDER BY <id> DESC;| GROUP BY <id>;| WHERE <id> LIKE 'a%';}
{INSERT INTO <table> (<id>) VALUES (<num>);|UPDATE <table> SET <id> = <num> WHERE id = <num>;|DELETE FROM <table> WHERE id = <num>;|CREATE TABLE <table> (id INT PRIMARY KEY, <id> TEXT);|DROP TABLE <table>;|ALTER TABLE <table> ADD <id> TEXT;|TRUNCATE <table>;}
{select <id> from <table>|show tables|describe <table>|explain select 1|begin;|commit;|rollback;|\\\\dt}
{(<num> rows)|<num> rows affected|id ¦ name\\n1 ¦ Ann\\n2 ¦ Bob|Empty set|ERROR: relation "<table>" does not exist|OK, <num> row inserted|null}
{GET|POST|PUT|DELETE} /{api/|v1/|}<table>{/<num>|?page=<num>|} HTTP/1.1{\\nHost: <host>|}
{query <! <table> <! id <id> !> !>|db.<table>.find(<! <id>: <num> !>)|.<table>[] ¦ .<id>|//<table>/<id>|^[a-z]+$|<id>:<num> AND <id>:<id>}
""")
SETTINGS = lines("""
{port|timeout|retries|level|host|debug|max_tokens|temperature|replicas|cache|region|locale|theme|log_level}: {<num>|true|false|info|<host>|en_US|dark|30s}{\\n{name|image|restart|user}: {<id>|nginx:1.25|always|app}|}
[{server|package|tool|user|core|section|default}]\\n{<id> = <num>|name = "<id>"|host = <host>|editor = vim}
{DEBUG|PORT|API_URL|LOG_LEVEL|NODE_ENV|TZ|LANG|DATABASE_URL}={<num>|production|https://<host>|info|Asia/Tokyo|C.UTF-8|postgres://<host>/<table>}
{FROM python:3.12-slim|RUN pip install .|COPY . /app|CMD ["python", "<file>"]|EXPOSE 8080|WORKDIR /app|USER app}
{services|jobs|steps|on|env|volumes}:\\n  {web|build|push|- run|<id>}:\\n    {image: redis|runs-on: ubuntu-latest|- uses: actions/checkout@v4|<id>: <num>}
{server <! listen 80; !>|location / <! proxy_pass http://<host>; !>|Allow from <host>|max_connections = <num>|User-agent: *\\nDisallow: /<id>}
{Content-Type: application/json|Accept: */*|Cache-Control: no-cache|X-Request-Id: <num>|Authorization: Bearer <id>|Set-Cookie: <id>=<num>; Path=/}
<{note|item|config|<id>}>{<num>|<id>|<place>|true}</{note|item|config|<id>}>
""")
LOGS = lines("""
<time> {INFO|DEBUG|WARN|ERROR|TRACE|notice:} {server started on <host>|connection from <host> closed|request took <num> ms|user <num> logged in|job <num> done|retry <num> of 3|cache miss for <id>|disk 81 % full|worker killed by signal 9|out of memory|timeout after <num> s|loaded <num> rows|shutting down}
{[INFO]|[error]|WARN|info:|ERR!} {<id>: <num>|could not open <file>|deprecated option '<id>'|build failed in <num>s|listening on port <num>|no tests found|<num> passed, <num> failed|connection refused|invalid token|attack surface report written}
{<num> passed in 3.1s|FAILED <file>::test_<id>|ok <num> - <id>|Finished in <num> seconds|Compiling <id> v0.1.0|warning: unused variable '<id>'|error[E0382]: use of moved value|BUILD SUCCESSFUL|All checks passed!|<num> problems (0 errors)}
<host> - - [<time>] "GET /<id> HTTP/1.1" {200|404|500|301} <num>
{The tool returned|Result|Output|Tool output|Observation|Function result|Response}: {<num>|no results|ok|<place>: 18 °C, sunny|file <file> saved|error: <id> is required|null|[]|<num> items}
{The weather|Temperature|Forecast} in <place>{:| is} {sunny, <num> degrees|18 °C|cloudy|64F|rain}{.|}
{<tool>|Calling <tool>|call <tool>|use <tool>|Action: <tool>}({|"<place>"|<num>, <num>|city="<place>"|query="<id>"|path="<file>"})
{Successfully|Could not|Failed to|Unable to} {create|read|update|delete|find|parse|fetch|open|write|kill} {<file>|<id>|the record|process <num>|https://<host>/<id>|the table <table>}{.|: timeout|}
{Search results for|Found <num> results for|No matches for} "{<place>|<id>|<file>|tea|weather}"{:|.|\\n1. <place> - Wikipedia|}
{HTTP 404|Status: 200 OK|429 Too Many Requests|401 Unauthorized|Error: <num>|errno <num>|code <num>|exit <num>|done in <num>ms|100%|0 errors|EOF|OK}
{Processing|Downloading|Uploading|Reading|Loading|Indexing|Training} <file>{... done|: <num> %|}{, eta <num>s|}
""")
COMMITS = lines("""
{feat|fix|docs|chore|test|refactor|perf|ci|build}{(<id>)|}: {add|drop|rename|handle|speed up|remove|bump|guard against|kill off|clean up} {<id>|<file>|empty <id>|dead code|flaky test|the timeout|dependencies|<tool>}
{Add|Fix|Remove|Update|Revert|Merge|Rename|Bump|Inject|Escape|Override} {<file>|typo in <file>|pull request #<num>|branch '<id>'|the <id> check|unused <id>|version to <num>|<id> via constructor|default <id>}{.| (#<num>)|}
{v|Release |Version }<num>.<num>.<num>{: <id> is faster|: fixes|}
{## |# |### }{Usage|Install|Changelog|Notes|API|Summary|Step <num>|License|TODO|<id>}{\\n\\n- <id>\\n- <file>|\\n\\nSee <file>.|}
{- [ ]|- [x]|*|1.|-} {write <file>|test <id>|call <host>|buy bread|review #<num>|update <table>}
@@ -<num>,<num> +<num>,<num> @@\\n-{<id> = <num>|import <id>}\\n+{<id> = <num>|import <id>, json}
""")
MATHS = lines("""
{<num> + <num>|<num> * <num> = ?|sqrt(<num>)|<num> / <num>|(<num> - <num>)^2|x^2 + 2x + 1 = 0|y = 3x + <num>|sin(x)|f(x) = x^2|log <num>|<num> %|<num> km in miles}
{What is|Solve|Compute|Calculate|Simplify|Prove|Integrate|Differentiate|Factor} {<num> + <num>|<num> x <num>|x^2 = <num>|2x + 3 = <num>|sin(x) dx|x^2|the area of a circle of radius <num>|<num>!|<num> mod 7|that <num> is even}{?|.|}
{The answer is|So x =|Therefore,|= |Result:|Answer:} <num>{.|}
{\\\\frac<!a!><!b!>|\\\\sum_<!i=1!>^n i|\\\\int_0^1 x dx|\\\\alpha + \\\\beta|$x_<num>$|E = mc^2|a^2 + b^2 = c^2|∑ x|π ≈ 3.14159}
A {train|box|bag|class|shop} {has|holds|needs|sells} <num> {apples|pupils|seats|coins}. {How many are left?|Half are red.|Two are removed.|Each costs <num>.}
""")
ASKED = lines("""
How {do|can} I {kill|stop|end|terminate|restart|find|debug} {a|the|a hung|a zombie|this} {process|Python process|thread|job|port|container|child process|session|task|server}{ in Linux| in Python| on Windows| on port <num>|}{?|}
How {do|can} I {delete|drop|remove|hide|inject|override|escape|bypass|ignore|catch|raise|execute|break out of|exploit} {a file|a table|a column|a branch|a dependency|a method|a quote in SQL|the cache|a warning|an exception|a loop|an element|parallelism}{ in <id>| in Python| in git| in CSS| in Java|}{?|}
{What does|Explain|Fix|Why do I get} {this error|this code|"<id> is not defined"|exit code <num>|HTTP <num>|segfault|this regex|this query|a deadlock|a race condition|a memory leak}{ do| mean|}{?|:|}
{Write|Give me|Show me} {a function|a regex|an SQL query|a unit test|a bash one-liner|a class|a Dockerfile|a script} {to|that} {sort a list|match e-mail addresses|count words|read <file>|call <tool>|reverse a string|parse a date|join two tables|hash a password}{.| in Python.| in Go.|}
{Use|Call|Run|Try} {the tool|<tool>|the function|the code|a search|the calculator|the tool <tool>|the tools you have}{ to find the weather in <place>| for <place>| with <num>| twice|}{.|, please.|}
{Read|Open|Edit|Create|Delete|List|Search|Rename} {<file>|the file <file>|all files|the folder|the first line of <file>|every <id>}{ and fix it| and summarise it|}{.|}
{Return|Extract|Convert|Format|Sort|Parse|Validate} {JSON|the names|this as a table|the dates|only the number|the list|this CSV|the address|it as YAML}{.| with keys <id> and <id>.| only.|}
{Gets|Get|Returns|Fetches|Finds|Lists|Creates|Sends|Adds} {the current weather|the weather for a city|a list of <table>|the time in a time zone|an e-mail|two numbers|the contents of a file|an event}{ in a given location|}{.|}
{The|A} {city|location|query|name|path|number|unit|date|text|id|URL} {to look up|to search for|of the file|, e.g. <place>|in ISO format|as a string|to translate|to read|of the user}{.|}
{Refactor|Review|Test|Document|Translate|Complete|Optimise} {this|this function|the code|<file>|the class|my query|the diff}{.| please|: <id>|}
{Is|Does|Can} {this code|this query|<tool>|the script|my password policy|this endpoint} {safe|thread-safe|correct|work|fail|vulnerable to injection|scale|run on Windows}{?|}
""")
ASKED_JA = lines("""
{プロセス|Pythonのプロセス|スレッド|コンテナ|ジョブ|ポート8080のプロセス|ゾンビプロセス}を{殺す|止める|killする|終了させる|再起動する|探す}{方法|コマンド|には}{は?|を教えて|}
{このエラー|このコード|このクエリ|この正規表現|この関数|このログ|この設定}{の意味は?|を直して|を説明して|のテストを書いて|を短くして|は正しい?|を見て}
{ファイル|テーブル|列|ブランチ|キャッシュ|警告|例外|依存関係|テスト}を{削除する|無視する|注入する|上書きする|回避する|捕まえる|隠す|作る}{方法|には|コマンドは}{?|。|を教えて|}
{<tool>|検索|電卓|天気の道具|関数|ツール}を{使って|呼んで|実行して}{ください|}{。||、<place>の天気を調べて}
{<file>|ファイル|フォルダ|一行目}を{読んで|開いて|直して|作って|消して|要約して|一覧にして}{。|ください。|}
{JSONで|表で|CSVで|数字だけ|名前だけ|日付順に}{返して|出して|並べて|抜き出して|変換して}{。|ください。|}
{都市の天気を返す|現在の時刻を返す|ファイルの中身を読む|注文を調べる|二つの数を足す|予定を作る}{。|関数|道具|}
{都市の名前|検索する言葉|ファイルの場所|日付|単位|数|文章}{。|、例: <place>|(必須)|を指定|}
{エラー|警告|情報|結果|出力|状態}: {<num>|なし|成功|失敗|時間切れ|見つかりません|<file>がありません|接続できません|完了}
{修正|追加|削除|変更}: {<file>の誤字|テスト|設定|<id>の検査|使わない関数|説明}
""")
