package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.RpmRoot;
import dev.kobako.tree.HostTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of databases is what rpm itself says of them. */
class RpmAgreementTest {
  private static final Path DB_LOAD = Path.of("/usr/bin/db5.3_load");
  private static final Path SQLITE = Path.of("/usr/bin/sqlite3");
  private static final String HASH = "_db_backend bdb_ro";

  /** {@code gpg --quick-gen-key 'Tests of kobako <tests2@kobako.example>' ed25519 sign never} */
  private static final String KEY =
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      mDMEXgvhABYJKwYBBAHaRw8BAQdANeHOaeDLnaQ7qgkjT1r6075ZMQZthgoqC66S
      xC8jbGC0J1Rlc3RzIG9mIGtvYmFrbyA8dGVzdHMyQGtvYmFrby5leGFtcGxlPoiQ
      BBMWCAA4FiEELemYWSxjE7wc/fd3AQYndQcS+vkFAl4L4QACGwMFCwkIBwIGFQoJ
      CAsCBBYCAwECHgECF4AACgkQAQYndQcS+vnINAEAjetUkgmE6jf0VLHhoNFSSvNp
      iS/DOAfyye46roWJLgsA/A14SKFgfynnbWDzV0eeFhQMuj0lOZf+As++iE/SgMoK
      =i8jC
      -----END PGP PUBLIC KEY BLOCK-----
      """;

  @TempDir static Path shared;
  @TempDir Path folder;
  private RpmRoot rpm;

  @BeforeAll
  static void install() throws IOException {
    RpmPackages.install(new RpmRoot(shared));
  }

  /** Each test has a database of its own, since asking one may change it. */
  @BeforeEach
  void copy() throws IOException {
    rpm = new RpmRoot(folder);
    Files.createDirectories(rpm.database());
    Files.copy(
        new RpmRoot(shared).database().resolve("rpmdb.sqlite"),
        rpm.database().resolve("rpmdb.sqlite"));
  }

  private static RpmDatabase read(Path root) throws IOException {
    return RpmDatabase.of(HostTree.of(root)).orElseThrow();
  }

  /** A line a package, one for each of its needs, and one for each file that was installed. */
  private static List<String> lines(RpmDatabase database) {
    List<String> lines = new ArrayList<>();
    for (RpmPackage each : database.packages()) {
      String id = each.name().name() + " " + each.name().version();
      lines.add(
          String.join(
              "|",
              id,
              each.name().architecture(),
              each.source(),
              each.summary(),
              each.vendor(),
              each.homepage()));
      each.needs().forEach(need -> lines.add(id + " needs " + need));
      for (int i = 0; i < each.files().count(); i++) {
        if (each.files().isInstalled(i)) {
          lines.add(id + " has " + each.files().path(i).orElseThrow());
        }
      }
    }
    Collections.sort(lines);
    return lines;
  }

  /** The same as rpm says it. */
  private static List<String> lines(Path database, String... options) throws IOException {
    String id = "%{=NAME} %{=EVR}";
    List<String> query = new ArrayList<>(Arrays.asList(options));
    query.addAll(
        List.of(
            "-qa",
            "--qf",
            "%{NAME} %{EVR}|%{ARCH}|%{SOURCERPM}|%{SUMMARY}|%{VENDOR}|%{URL}\n"
                + ("[" + id + " needs %{REQUIRENAME}\n]")
                + ("[" + id + " has %{FILENAMES} state %{FILESTATES}\n]")));
    return RpmRoot.rpm(database, query.toArray(String[]::new))
        .lines()
        .filter(line -> !line.contains(" state ") || line.endsWith(" state 0"))
        .map(line -> line.replace(" state 0", "").replace("(none)", ""))
        .sorted()
        .distinct()
        .toList();
  }

  @Test
  void ofSqlite() throws IOException {
    List<String> lines = lines(read(rpm.root()));
    assertThat(lines).isEqualTo(lines(rpm.database()));
    assertThat(lines)
        .contains(
            "libalpha 2:1.2-3|noarch|libalpha-1.2-3.src.rpm|The libalpha|Alpha Builders"
                + "|https://alpha.example",
            "beta 0.9~rc1-1.el9 needs libalpha.so.1()(64bit)",
            "libalpha 2:1.2-3 has /var/lib/alpha.state",
            "libalpha 2:1.2-3 has /usr/lib64/alpha/a-long-name-number-900");
  }

  @Test
  void ofSqliteWithALogOfWhatIsNewer() throws IOException {
    assumeTrue(Files.isExecutable(SQLITE), "sqlite3 is needed");
    String file = rpm.database().resolve("rpmdb.sqlite").toString();
    RpmRoot.run(
        SQLITE.toString(),
        file,
        "-cmd",
        ".dbconfig no_ckpt_on_close on",
        "delete from Packages where hnum = (select hnum from Name where key = 'gamma')");
    assertThat(Files.size(rpm.database().resolve("rpmdb.sqlite-wal"))).isGreaterThan(4096);
    RpmDatabase read = read(rpm.root());
    assertThat(read.packages())
        .extracting(each -> each.name().name())
        .containsExactlyInAnyOrder("beta", "libalpha");
    assertThat(lines(read)).isEqualTo(lines(rpm.database()));
    // a log that is there counts for SQLite whatever its first page says of the version
    Path main = rpm.database().resolve("rpmdb.sqlite");
    put(main, 18, 1, 1);
    List<String> without = lines(read(rpm.root()));
    assertThat(without).isEqualTo(lines(read));
    assertThat(without).isEqualTo(lines(rpm.database()));
  }

  private static void put(Path file, int at, int... numbers) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < numbers.length; i++) {
      bytes[at + i] = (byte) numbers[i];
    }
    Files.write(file, bytes);
  }

  /** Who was killed while pages got another size, as by vacuum. */
  @Test
  void ofSqliteWithATransactionThatWasToChangeTheSizeOfPages() throws Exception {
    List<String> lines = lines(read(rpm.root()));
    Path file = rpm.database().resolve("rpmdb.sqlite");
    Interrupted.transaction(
        file,
        "pragma page_size = 512; vacuum",
        "create table more (x); update Packages set blob = zeroblob(length(blob)); delete from Name");
    // the size and what of each page is reserved
    put(file, 16, 16, 0, 1, 1, 8);
    assertThat(lines(read(rpm.root()))).isEqualTo(lines);
    rollBack(file);
    assertThat(lines(rpm.database())).isEqualTo(lines);
  }

  /** Before it there was nothing; what was half-written of the first page need not be there. */
  @Test
  void ofSqliteWhoseFirstTransactionWasNeverFinished() throws Exception {
    Path file = rpm.database().resolve("rpmdb.sqlite");
    Files.delete(file);
    Files.createFile(file);
    Interrupted.transaction(
        file,
        "",
        "create table Packages (hnum integer primary key, blob blob not null);"
            + "with recursive n (i) as (select 1 union all select i + 1 from n where i < 99)"
            + "insert into Packages select i, zeroblob(9000) from n");
    assertThat(RpmDatabase.of(HostTree.of(rpm.root()))).isEmpty();
    byte[] begun = Files.readAllBytes(file);
    System.arraycopy(SqliteFile.MAGIC, 0, begun, 0, SqliteFile.MAGIC.length);
    begun[16] = 16;
    Files.write(file, begun);
    assertThat(RpmDatabase.of(HostTree.of(rpm.root()))).isEmpty();
    assertThat(
            RpmRoot.run(SQLITE.toString(), file.toString(), "select count(*) from sqlite_schema"))
        .isEqualTo("0\n");
    assertThat(Files.size(file)).isZero();
  }

  /** Whoever is killed leaves half of what it wrote, and what was there before beside it. */
  @Test
  void ofSqliteWithATransactionThatWasNeverFinished() throws Exception {
    List<String> lines = lines(read(rpm.root()));
    Path file = rpm.database().resolve("rpmdb.sqlite");
    for (int size : List.of(512, 4096)) {
      Interrupted.transaction(
          file,
          "pragma page_size = %d; vacuum".formatted(size),
          "update Packages set blob = zeroblob(length(blob)); delete from Name");
      assertThat(lines(read(rpm.root()))).as("pages of %d bytes", size).isEqualTo(lines);
      Path reduced = reduced(rpm.root());
      assertThat(lines(read(reduced))).isEqualTo(lines(reduced.resolve("var/lib/rpm")));
      rollBack(file);
      assertThat(lines(rpm.database())).isEqualTo(lines);
    }
  }

  @Test
  void ofSqliteWithATransactionThatMadeItLonger() throws Exception {
    List<String> lines = lines(read(rpm.root()));
    Path file = rpm.database().resolve("rpmdb.sqlite");
    Interrupted.transaction(
        file,
        "pragma page_size = 1024; vacuum",
        "insert into Packages (blob) select zeroblob(100000) from Packages;"
            + "update Packages set blob = zeroblob(length(blob))");
    assertThat(lines(read(rpm.root()))).isEqualTo(lines);
    rollBack(file);
    assertThat(lines(rpm.database())).isEqualTo(lines);
  }

  /** As who opens it to write would; rpm's queries don't, and fail. */
  private static void rollBack(Path file) throws IOException {
    RpmRoot.run(SQLITE.toString(), file.toString(), "select count(*) from Packages");
    assertThat(file.resolveSibling(file.getFileName() + "-journal")).doesNotExist();
  }

  @Test
  void ofSqliteBesideTheJournalOfAFinishedTransaction() throws IOException {
    assumeTrue(Files.isExecutable(SQLITE), "sqlite3 is needed");
    for (String mode : List.of("persist", "truncate")) {
      RpmRoot.run(
          SQLITE.toString(),
          rpm.database().resolve("rpmdb.sqlite").toString(),
          "pragma journal_mode = " + mode,
          "delete from Packages where hnum = (select max(hnum) from Packages)");
      assertThat(rpm.database().resolve("rpmdb.sqlite-journal")).exists();
      List<String> lines = lines(read(rpm.root()));
      assertThat(lines).as(mode).isNotEmpty().isEqualTo(lines(rpm.database()));
    }
  }

  @Test
  void ofPagesOfEverySize() throws IOException {
    assumeTrue(Files.isExecutable(SQLITE), "sqlite3 is needed");
    List<String> lines = lines(read(rpm.root()));
    for (int size = 512; size <= 65536; size *= 2) {
      Path root = folder.resolve("size-" + size);
      Files.createDirectories(root.resolve("var/lib/rpm"));
      RpmRoot.run(
          SQLITE.toString(),
          rpm.database().resolve("rpmdb.sqlite").toString(),
          "pragma journal_mode = delete",
          "pragma page_size = " + size,
          "vacuum into '" + root.resolve("var/lib/rpm/rpmdb.sqlite") + "'");
      assertThat(lines(read(root))).as("pages of %d bytes", size).isEqualTo(lines);
    }
  }

  @Test
  void ofBerkeleyDb() throws IOException {
    Path root = berkeley(rpm, ByteOrder.LITTLE_ENDIAN);
    List<String> lines = lines(read(root));
    assertThat(lines).isEqualTo(lines(root.resolve("var/lib/rpm"), "--define", HASH));
    assertThat(lines).isEqualTo(lines(rpm.database()));
    assertThat(lines(read(berkeley(rpm, ByteOrder.BIG_ENDIAN))))
        .as("of a machine with the other byte order")
        .isEqualTo(lines);
  }

  /** What rpm and the other owners of the formats say of a database without beta and most files. */
  @Test
  void ofReducedDatabases() throws IOException {
    List<String> expected =
        lines(rpm.database()).stream()
            .filter(line -> !line.startsWith("beta "))
            .filter(line -> !line.contains(" has ") || isKept(line.split(" has ", 2)[1]))
            .toList();
    assertThat(expected).contains("gamma 7-0 has /usr/bin/gamma").hasSizeGreaterThan(100);

    Path sqlite = reduced(rpm.root());
    assertThat(lines(sqlite.resolve("var/lib/rpm"))).isEqualTo(expected);
    assertThat(RpmRoot.rpm(sqlite.resolve("var/lib/rpm"), "-q", "gamma"))
        .isEqualTo("gamma-7-0.noarch\n");
    assertThat(RpmRoot.rpm(sqlite.resolve("var/lib/rpm"), "-qf", "/usr/lib64/libalpha.so.1"))
        .isEqualTo("libalpha-1.2-3.noarch\n");
    assertThat(RpmRoot.rpm(sqlite.resolve("var/lib/rpm"), "-q", "--whatprovides", "libalpha"))
        .isEqualTo("libalpha-1.2-3.noarch\n");
    assertThat(lines(read(sqlite))).isEqualTo(expected);
    assumeTrue(Files.isExecutable(SQLITE), "sqlite3 is needed");
    String file = sqlite.resolve("var/lib/rpm/rpmdb.sqlite").toString();
    assertThat(RpmRoot.run(SQLITE.toString(), file, "pragma integrity_check")).isEqualTo("ok\n");

    Path hash = reduced(berkeley(rpm, ByteOrder.LITTLE_ENDIAN));
    assertThat(lines(hash.resolve("var/lib/rpm"), "--define", HASH)).isEqualTo(expected);
    assertThat(lines(read(hash))).isEqualTo(expected);
    RpmRoot.run(
        DB_LOAD.toString().replace("load", "verify"),
        hash.resolve("var/lib/rpm/Packages").toString());
  }

  @Test
  void ofAReducedDatabaseThatKnowsKeys() throws IOException {
    Path key = Files.writeString(folder.resolve("key.asc"), KEY);
    rpm.rpm("--import", key.toString());
    assertThat(lines(read(rpm.root()))).isEqualTo(lines(rpm.database()));
    Path reduced = reduced(rpm.root());
    assertThat(lines(read(reduced))).isEqualTo(lines(reduced.resolve("var/lib/rpm")));
    for (Path each : List.of(rpm.database(), reduced.resolve("var/lib/rpm"))) {
      assertThat(RpmRoot.rpm(each, "-q", "--whatprovides", "gpg(0712faf9)"))
          .isEqualTo("gpg-pubkey-0712faf9-5e0be100\n");
      assertThat(RpmRoot.rpm(each, "-q", "--qf", "%{DESCRIPTION}", "gpg-pubkey"))
          .contains("mDMEXgvhABYJKwYBBAHaRw8BAQdANeHOaeDLnaQ7qgkjT1r6075ZMQZthgoqC66S");
    }
    assertThat(RpmRoot.rpm(reduced.resolve("var/lib/rpm"), "-qa").lines())
        .containsExactlyInAnyOrder(
            "gamma-7-0.noarch", "gpg-pubkey-0712faf9-5e0be100", "libalpha-1.2-3.noarch");
  }

  @Test
  void ofADatabaseOfWhichNoPackageStaysKeysGoToo() throws IOException {
    rpm.rpm("--import", Files.writeString(folder.resolve("key.asc"), KEY).toString());
    RpmDatabase database = read(rpm.root());
    RpmReduction none = database.reduction(HostTree.of(rpm.root()), _ -> false);
    assertThat(none.first()).isEmpty();
    assertThat(database.packages()).allMatch(each -> !none.keeps(each.number()));
  }

  private static boolean isKept(String path) {
    return path.equals("/usr/bin/gamma")
        || path.endsWith("libalpha.so.1")
        || path.startsWith("/usr/lib64/alpha/a-long-name-number-1");
  }

  /** The tree beside a root whose database was reduced. */
  private Path reduced(Path root) throws IOException {
    HostTree tree = HostTree.of(root);
    RpmDatabase database = RpmDatabase.of(tree).orElseThrow();
    RpmReduction reduction = database.reduction(tree, path -> isKept(path.toString()));
    Path target = folder.resolve(root.getFileName() + "-reduced");
    Files.createDirectories(target.resolve("var/lib/rpm"));
    byte[] bytes = database.reduced(reduction);
    assertThat(database.reduced(reduction)).as("the same once more").isEqualTo(bytes);
    Files.write(target.resolve(database.place().toString().substring(1)), bytes);
    return target;
  }

  /** The same packages in a hash, with a counter, a short value and free pages. */
  private Path berkeley(RpmRoot rpm, ByteOrder order) throws IOException {
    assumeTrue(Files.isExecutable(SQLITE), "sqlite3 is needed");
    assumeTrue(Files.isExecutable(DB_LOAD), "db5.3_load is needed (Debian: db5.3-util)");
    StringBuilder text =
        new StringBuilder("VERSION=3\nformat=bytevalue\ntype=hash\ndb_pagesize=4096\n");
    text.append("db_lorder=").append(order == ByteOrder.BIG_ENDIAN ? 4321 : 1234);
    text.append("\nHEADER=END\n").append(record(0, "00000003", order));
    RpmRoot.run(
            SQLITE.toString(),
            rpm.database().resolve("rpmdb.sqlite").toString(),
            "select hnum || ' ' || hex(blob) from Packages")
        .lines()
        .map(line -> line.split(" "))
        .forEach(words -> text.append(record(Integer.parseInt(words[0]), words[1], order)));
    Path root = folder.resolve("berkeley-" + order);
    Files.createDirectories(root.resolve("var/lib/rpm"));
    Path dump = Files.writeString(folder.resolve("dump"), text.append("DATA=END\n"));
    RpmRoot.run(
        DB_LOAD.toString(), "-f", dump.toString(), root.resolve("var/lib/rpm/Packages").toString());
    return root;
  }

  private static String record(int number, String hex, ByteOrder order) {
    byte[] key = ByteBuffer.allocate(4).order(order).putInt(number).array();
    return " %s\n %s\n".formatted(HexFormat.of().formatHex(key), hex.toLowerCase(Locale.ROOT));
  }
}
