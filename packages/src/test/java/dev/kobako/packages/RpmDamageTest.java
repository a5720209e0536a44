package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.RpmRoot;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a database, it is read or refused with a message, and nothing else. */
class RpmDamageTest {
  private static final Path DB_LOAD = Path.of("/usr/bin/db5.3_load");
  private static final Path SQLITE = Path.of("/usr/bin/sqlite3");
  private static final int CHANGES = 4000;
  private static final int[] TELLING = {0, 1, 2, 5, 10, 13, 0x7F, 0x80, 0xFF};

  @TempDir Path folder;

  private static byte[] header(int number) {
    return RpmHeaderBuilder.of("p" + number, "1", "2", "noarch")
        .epoch(number)
        .requires("/bin/x", "(a if b)", "p" + (number + 1))
        .provides("p" + number)
        .files("/bin/x", "/usr/share/p" + number, "/usr/share/" + "long".repeat(9 * number))
        .states(0, 0, 2)
        .bytes();
  }

  /** Reads a database and all that is used of it. */
  private static boolean reads(String name, byte[] bytes) throws IOException {
    return reads(name, new TarBuilder().file("var/lib/rpm/" + name, 0644, bytes));
  }

  /**
   * The same beside other files.
   *
   * @param name of one of them
   */
  private static boolean reads(String name, TarBuilder files) throws IOException {
    MemoryTree tree = Trees.of(files);
    try {
      RpmDatabase database = RpmDatabase.of(tree).orElseThrow();
      assertThat(database.owners(tree)).isNotNull();
      assertThat(database.reduced(database.reduction(tree, _ -> true))).isNotEmpty();
      return true;
    } catch (KobakoException e) {
      assertThat(e.getMessage())
          .matches("(?s)/var/lib/rpm/" + name + "(-wal|-journal)?: damaged: .*");
      return false;
    }
  }

  /** Whether a damaged file was read. */
  private interface Reading {
    boolean reads(byte[] bytes) throws IOException;
  }

  /** One change after the other, each of the sound file. */
  private static void damage(String name, byte[] sound) throws IOException {
    assertThat(damage(sound, bytes -> reads(name, bytes)))
        .as("refused of %d", CHANGES)
        .isBetween(CHANGES / 20, CHANGES - 1);
  }

  /** How many are refused. */
  private static int damage(byte[] sound, Reading reading) throws IOException {
    assertThat(reading.reads(sound)).as("the sound file is read").isTrue();
    int refused = 0;
    Random random = new Random(7);
    for (int i = 0; i < CHANGES; i++) {
      byte[] bytes = sound.clone();
      for (int times = random.nextInt(3); times >= 0; times--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            (byte)
                (random.nextBoolean()
                    ? bytes[at] ^ 1 << random.nextInt(8)
                    : TELLING[random.nextInt(TELLING.length)]);
      }
      if (i % 10 == 0) {
        bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
      }
      refused += reading.reads(bytes) ? 0 : 1;
    }
    return refused;
  }

  @Test
  void ofRpmsOwnFormat() throws IOException {
    RpmDatabaseBuilder builder = new RpmDatabaseBuilder();
    for (int i = 1; i <= 9; i++) {
      builder.add(header(i));
    }
    damage("Packages.db", builder.bytes());
  }

  @Test
  void ofSqlite() throws IOException {
    Path file = folder.resolve("rpmdb.sqlite");
    sqlite(file);
    damage("rpmdb.sqlite", Files.readAllBytes(file));
  }

  private static void sqlite(Path file) throws IOException {
    assumeTrue(Files.isExecutable(SQLITE), "sqlite3 is needed");
    StringBuilder sql =
        new StringBuilder(
            "pragma page_size = 512;"
                + "create table Packages (hnum integer primary key autoincrement, blob blob not null);");
    for (int i = 1; i <= 9; i++) {
      sql.append("insert into Packages values (%d, x'%s');".formatted(i, hex(i)));
    }
    RpmRoot.run(SQLITE.toString(), file.toString(), sql.toString());
  }

  @Test
  void ofWhatLiesBesideSqlite() throws Exception {
    Path file = folder.resolve("rpmdb.sqlite");
    sqlite(file);
    Interrupted.transaction(file, "vacuum", "update Packages set blob = zeroblob(length(blob))");
    assertThat(damageBeside(file, "-journal")).isBetween(CHANGES / 20, CHANGES - 1);
    Files.delete(folder.resolve("rpmdb.sqlite-journal"));
    Files.delete(file);
    sqlite(file);
    RpmRoot.run(
        SQLITE.toString(),
        file.toString(),
        "-cmd",
        ".dbconfig no_ckpt_on_close on",
        "pragma journal_mode = wal",
        "delete from Packages where hnum = 4; update Packages set hnum = hnum + 20");
    assertThat(damageBeside(file, "-wal")).as("a sum tells of each change").isZero();
  }

  private static int damageBeside(Path file, String ending) throws IOException {
    byte[] database = Files.readAllBytes(file);
    return damage(
        Files.readAllBytes(file.resolveSibling("rpmdb.sqlite" + ending)),
        bytes ->
            reads(
                "rpmdb.sqlite",
                new TarBuilder()
                    .file("var/lib/rpm/rpmdb.sqlite", 0644, database)
                    .file("var/lib/rpm/rpmdb.sqlite" + ending, 0644, bytes)));
  }

  @Test
  void ofBerkeleyDb() throws IOException {
    assumeTrue(Files.isExecutable(DB_LOAD), "db5.3_load is needed (Debian: db5.3-util)");
    StringBuilder dump =
        new StringBuilder(
            "VERSION=3\nformat=bytevalue\ntype=hash\ndb_pagesize=512\nHEADER=END\n 00000000\n 09\n");
    for (int i = 1; i <= 9; i++) {
      dump.append(" 0%d000000\n %s\n".formatted(i, hex(i)));
    }
    Path file = folder.resolve("Packages");
    Path text = Files.writeString(folder.resolve("dump"), dump.append("DATA=END\n"));
    RpmRoot.run(DB_LOAD.toString(), "-f", text.toString(), file.toString());
    damage("Packages", Files.readAllBytes(file));
  }

  private static String hex(int number) {
    return HexFormat.of().formatHex(header(number));
  }
}
