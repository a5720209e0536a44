package dev.kobako.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of the host with one of everything that a root file system can have. */
final class OddFolder {
  private OddFolder() {}

  /** What every tar format can hold; names and targets below 100 bytes. */
  static final String PLAIN =
      """
      umask 022
      mkdir -p etc usr/lib/x var/empty tmp
      chmod 1777 tmp
      chmod 0700 var/empty
      echo hello > etc/greeting
      : > etc/empty
      head -c 70000 /dev/zero | tr '\\0' z > usr/lib/x/big
      ln -s usr/lib lib
      ln -s ../../nowhere//./x/ etc/dangling
      ln etc/greeting usr/lib/greeting
      ln etc/greeting a-link
      mkfifo tmp/pipe
      chmod 4755 usr/lib/x/big
      printf x > "etc/sp ace"
      printf x > $'etc/new\\nline'
      printf x > 'etc/ümläut'
      printf x > $'etc/latin-\\xe4'
      touch -d @1700000000 etc/* usr/lib/x usr/lib usr etc var/empty var tmp/pipe tmp -h lib
      touch -d @-5 etc/empty
      touch -d @1700000000 .
      """;

  /** What needs root. */
  static final String DEVICES =
      """
      mkdir dev
      mknod dev/null c 1 3
      mknod dev/far b 259 70000
      chown 1000:2000 etc/greeting
      chown -h 3:4 lib
      touch -d @1700000000 dev/null dev/far dev .
      """;

  /** What only GNU and PAX can hold. */
  static final String LONG =
      """
      deep=$(printf 'd%.0s' {1..90})/$(printf 'e%.0s' {1..200})
      mkdir -p "$deep"
      printf y > "$deep/f"
      ln "$deep/f" "$deep/g"
      ln -s "$(printf 't/%.0s' {1..150})" long-target
      touch -d @1700000000 -h long-target "$deep"/* "$deep" "$(dirname $deep)" .
      """;

  /** What only PAX can hold. */
  static final String FINE =
      """
      setfattr -n user.note -v 'a b' etc/greeting
      setfattr -n security.capability -v 0x0100000200040000000000000000000000000000 usr/lib/x/big
      setfattr -n user.dir -v x usr
      touch -d '2023-11-14 22:13:20.123456789 UTC' etc/empty
      touch -d '1969-12-31 23:59:58.5 UTC' 'etc/sp ace'
      """;

  /** Holes at the start, in the middle and at the end. */
  static final String SPARSE =
      """
      truncate -s 3M sparse
      printf 'A%.0s' {1..5000} | dd of=sparse bs=1 seek=1048576 conv=notrunc status=none
      printf 'B%.0s' {1..5000} | dd of=sparse bs=4096 seek=400 conv=notrunc status=none
      truncate -s 1M all-hole
      for i in {0..40}; do printf C | dd of=many bs=1 seek=$((i * 65536)) status=none; done
      touch -d @1700000000 sparse all-hole many .
      """;

  static Path make(Path parent, String... scripts) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(parent.resolve("odd"));
    for (String script : scripts) {
      Tools.shell(folder, script);
    }
    return folder;
  }
}
