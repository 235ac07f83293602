// Take from package-lock.json what says where packages come from: that is the installing
// machine's business. Run by `npm run lock`; integrity hashes stay, so `npm ci` still checks. Takes the file's name.
import { readFileSync, writeFileSync } from "node:fs";

const file = process.argv[2];
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  delete entry.funding;
}
writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");
