package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.RpmRoot;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much memory rpm's databases get that are no work of rpm's. */
class RpmBoundsTest {
  private static final Path DB_LOAD = Path.of("/usr/bin/db5.3_load");
  private static final Path SQLITE = Path.of("/usr/bin/sqlite3");
  private static final String FOLDER = "var/lib/rpm/";
  private static final long GIBIBYTE = 1L << 30;

  @TempDir Path folder;

  /** A file that is said to be long; who opens it has not looked at that. */
  private record Claimed(long size) implements Content {
    @Override
    public InputStream open() {
      throw new AssertionError("opened");
    }

    @Override
    public SeekableByteChannel openChannel() {
      throw new AssertionError("opened");
    }
  }

  private static byte[] header(int number) {
    return RpmHeaderBuilder.of("p" + number, "1", "2", "noarch").files("/opt/p" + number).bytes();
  }

  /** How a format's headers are read. */
  private interface Format {
    StoredHeaders headers(DatabaseFile file) throws IOException;
  }

  private static byte[] reduced(String name, byte[] database, Format format, long room)
      throws IOException {
    MemoryTree tree = Trees.of(new TarBuilder().file(FOLDER + name, 0644, database));
    RpmReduction all = RpmDatabase.of(tree).orElseThrow().reduction(tree, _ -> true);
    try (SeekableByteChannel channel = Content.of(database).openChannel()) {
      return format.headers(new DatabaseFile("/" + FOLDER + name, channel, room)).reduced(all);
    }
  }

  /** What has just enough room is written, with a byte less it is refused. */
  private static void isRefusedWithoutRoom(String name, byte[] database, Format format)
      throws IOException {
    byte[] written = reduced(name, database, format, GIBIBYTE);
    assertThat(written.length).isGreaterThan(1000);
    assertThat(reduced(name, database, format, written.length)).isEqualTo(written);
    assertThatThrownBy(() -> reduced(name, database, format, written.length - 1))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            /var/lib/rpm/%s: damaged: written anew it would have more than %d bytes
            remedy: rpm --rebuilddb may write it anew\
            """
                .formatted(name, written.length - 1));
  }

  @Test
  void whatIsWrittenAnewInRpmsOwnFormatHasAnEnd() throws IOException {
    RpmDatabaseBuilder builder = new RpmDatabaseBuilder().add(header(1)).add(header(2));
    isRefusedWithoutRoom("Packages.db", builder.bytes(), NdbHeaders::new);
  }

  @Test
  void whatIsWrittenAnewOfSqliteHasAnEnd() throws IOException {
    assumeTrue(Files.isExecutable(SQLITE), "sqlite3 is needed");
    StringBuilder sql =
        new StringBuilder(
            "pragma page_size = 512;"
                + "create table Packages (hnum integer primary key, blob blob not null);"
                + "create table Name (key, hnum, idx);"
                + "create index name_index on Name (key);");
    for (int i = 1; i <= 30; i++) {
      sql.append("insert into Packages values (%d, x'%s');".formatted(i, hex(i)));
      sql.append("insert into Name values ('%s', %d, 0);".formatted("n".repeat(9 * i), i));
    }
    Path file = folder.resolve("rpmdb.sqlite");
    RpmRoot.run(SQLITE.toString(), file.toString(), sql.toString());
    isRefusedWithoutRoom(
        "rpmdb.sqlite",
        Files.readAllBytes(file),
        database -> {
          DatabaseFile none = new DatabaseFile("none", Content.empty().openChannel());
          DatabaseContents.Files files = new DatabaseContents.Files(database, none, none);
          return new SqliteHeaders(database, SqliteFile.open(files).orElseThrow());
        });
  }

  /** Short values lie beside their keys, and get a page each where they are written anew. */
  @Test
  void whatIsWrittenAnewOfBerkeleyDbHasAnEnd() throws IOException {
    assumeTrue(Files.isExecutable(DB_LOAD), "db5.3_load is needed (Debian: db5.3-util)");
    StringBuilder dump =
        new StringBuilder("VERSION=3\nformat=bytevalue\ntype=hash\ndb_pagesize=65536\n");
    dump.append("HEADER=END\n");
    for (int i = 1; i <= 9; i++) {
      dump.append(" 0%d000000\n %s\n".formatted(i, hex(i)));
    }
    Path text = Files.writeString(folder.resolve("dump"), dump.append("DATA=END\n"));
    Path file = folder.resolve("Packages");
    RpmRoot.run(DB_LOAD.toString(), "-f", text.toString(), file.toString());
    byte[] database = Files.readAllBytes(file);
    assertThat(reduced("Packages", database, BerkeleyHeaders::new, GIBIBYTE).length)
        .isGreaterThan(2 * database.length);
    isRefusedWithoutRoom("Packages", database, BerkeleyHeaders::new);
  }

  private static String hex(int number) {
    return HexFormat.of().formatHex(header(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-wal", "-journal"})
  void ofTooLongFilesNoneIsOpened(String ending) throws IOException {
    String place = "/var/lib/rpm/rpmdb.sqlite";
    MemoryTree tree =
        MemoryTree.builder()
            .put(ImagePath.of(place), file(new Claimed(5)))
            .put(ImagePath.of(place + ending), file(new Claimed(GIBIBYTE + 1)))
            .build();
    assertThat(assertThrows(KobakoException.class, () -> RpmDatabase.of(tree)))
        .hasMessage(
            "/var/lib/rpm/rpmdb.sqlite: a database of rpm of 1073741825 bytes, more than 1073741824");
    MemoryTree shorter =
        MemoryTree.builder()
            .put(ImagePath.of(place), file(new Claimed(5)))
            .put(ImagePath.of(place + ending), file(new Claimed(GIBIBYTE)))
            .build();
    assertThatThrownBy(() -> RpmDatabase.of(shorter)).hasMessage("opened");
  }

  private static Entry file(Content content) {
    return new Entry.RegularFile(Attributes.of(0644), content, 0);
  }

  @Test
  void aTooLongHistoryOfDnfSaysNothing() throws IOException {
    Content most = new Claimed(64L << 20);
    Content more = new Claimed((64L << 20) + 1);
    Content none = Content.empty();
    assertThat(DnfHistory.asked(new DatabaseContents(more, none, none))).isEmpty();
    assertThat(DnfHistory.asked(new DatabaseContents(most, more, none))).isEmpty();
    assertThat(DnfHistory.asked(new DatabaseContents(most, none, more))).isEmpty();
    assertThatThrownBy(() -> DnfHistory.asked(new DatabaseContents(most, none, none)))
        .hasMessage("opened");
  }

  /** A folder of four thousand characters is put before seventy thousand names. */
  @Test
  void pathsOfAllFilesTogetherHaveAnEnd() throws IOException {
    String[] names = new String[70_000];
    Arrays.fill(names, "n");
    RpmHeaderBuilder header =
        RpmHeaderBuilder.of("a", "1", "1", "noarch")
            .texts(1117, names)
            .texts(1118, "/d".repeat(2000) + "/")
            .int32(1116, new int[names.length]);
    MemoryTree tree =
        Trees.of(
            new TarBuilder()
                .file(FOLDER + "Packages.db", 0644, new RpmDatabaseBuilder().add(header).bytes()));
    RpmDatabase database = RpmDatabase.of(tree).orElseThrow();
    assertThatThrownBy(() -> database.forEachPlace(tree, (_, _) -> {}))
        .isInstanceOf(KobakoException.class)
        .hasMessage("/var/lib/rpm/Packages.db: paths of more than 268435456 characters together");
    ImagePackages packages = ImagePackages.of(tree, InstalledPackages.of(tree));
    assertThat(packages.unread().map(Diagnostic::fact))
        .contains("paths of more than 268435456 characters together");
    assertThat(packages.rpm()).isEmpty();
    assertThat(packages.all()).isEmpty();
    assertThat(packages.owner(ImagePath.of("/d".repeat(2000) + "/n"))).isEmpty();
  }

  /** A million names of each of four packages take two bytes each in the file. */
  @Test
  void namesOfAllPackagesTogetherHaveAnEnd() throws IOException {
    String[] names = new String[1 << 20];
    Arrays.fill(names, "n");
    RpmDatabaseBuilder builder = new RpmDatabaseBuilder();
    for (int i = 0; i < 4; i++) {
      builder.add(RpmHeaderBuilder.of("p" + i, "1", "1", "noarch").provides(names));
    }
    TarBuilder tar = new TarBuilder().file(FOLDER + "Packages.db", 0644, builder.bytes());
    MemoryTree tree = Trees.of(tar);
    assertThatThrownBy(() -> RpmDatabase.of(tree))
        .hasMessage(
            """
            /var/lib/rpm/Packages.db: damaged: more than 200000 packages or 4000000 names
            remedy: rpm --rebuilddb may write it anew\
            """);
  }
}
