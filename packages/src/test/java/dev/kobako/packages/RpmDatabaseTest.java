package dev.kobako.packages;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RpmDatabaseTest {
  private static final String NDB = "usr/lib/sysimage/rpm/Packages.db";

  private static byte[] database(RpmHeaderBuilder... headers) {
    RpmDatabaseBuilder builder = new RpmDatabaseBuilder();
    for (RpmHeaderBuilder each : headers) {
      builder.add(each);
    }
    return builder.bytes();
  }

  private static RpmDatabase read(TarBuilder tar) throws IOException {
    return RpmDatabase.of(Trees.of(tar)).orElseThrow();
  }

  @Test
  void isFoundThroughTheLinkThatOlderProgramsUse() throws IOException {
    RpmDatabase read =
        read(
            new TarBuilder()
                .file(NDB, 0644, database(RpmHeaderBuilder.of("a", "1", "2", "noarch")))
                .symlink("var/lib/rpm", "../../usr/lib/sysimage/rpm"));
    assertThat(read.place()).isEqualTo(ImagePath.of("/" + NDB));
    assertThat(read.packages().getFirst().name())
        .isEqualTo(new SystemPackage("rpm", "a", "noarch", "1-2"));
    assertThat(RpmDatabase.of(Trees.of(new TarBuilder().file("var/lib/rpm/Packages", 0644, ""))))
        .isEmpty();
  }

  @Test
  void knowsWhatWasInstalledWhereFoldersAreLinks() throws IOException {
    MemoryTree tree =
        Trees.of(
            new TarBuilder()
                .symlink("lib64", "usr/lib64")
                .file("usr/lib64/there", 0644, "")
                .file(
                    NDB,
                    0644,
                    database(
                        RpmHeaderBuilder.of("a", "1", "2", "x86_64")
                            .epoch(0)
                            .files("/lib64/ld.so", "/usr/share/doc/a", "/lib64/x", "/lib64/y")
                            .states(0, 2, 1, 3),
                        RpmHeaderBuilder.of("b", "1", "1", "x86_64")
                            .files("/usr/lib64/ld.so", "/lib64/x", "/"),
                        // as rpm 3 has built them
                        RpmHeaderBuilder.of("c", "1", "1", "x86_64")
                            .texts(1027, "/opt/c", "/lib64/c", "no path", "/a/../b"))));
    Map<ImagePath, RpmPackage> owners = RpmDatabase.of(tree).orElseThrow().owners(tree);
    assertThat(
            owners.entrySet().stream()
                .map(each ->
                    each.getKey()
                        + " "
                        + each.getValue().name().name()
                        + " "
                        + each.getValue().name().version()))
        .containsExactlyInAnyOrder(
            "/usr/lib64/ld.so a 0:1-2",
            "/usr/lib64/y a 0:1-2",
            "/usr/lib64/x b 1-1",
            "/opt/c c 1-1",
            "/usr/lib64/c c 1-1");
  }

  @Test
  void aFileOfSeveralPackagesIsAllTheirs() throws IOException {
    MemoryTree tree =
        Trees.of(
            new TarBuilder()
                .file(
                    NDB,
                    0644,
                    database(
                        RpmHeaderBuilder.of("a", "1", "1", "noarch").files("/usr/share/x/shared"),
                        RpmHeaderBuilder.of("b", "1", "1", "noarch")
                            .files("/usr/share/x/shared", "/usr/share/x/own")))
                .file("usr/share/x/shared", 0644, "s")
                .file("usr/share/x/own", 0644, "o"));
    ImagePackages packages = ImagePackages.of(tree, InstalledPackages.of(tree));

    assertThat(packages.ownersOf(ImagePath.of("/usr/share/x/shared")))
        .extracting(SystemPackage::name)
        .containsExactlyInAnyOrder("a", "b");
    assertThat(packages.owner(ImagePath.of("/usr/share/x/shared")).map(SystemPackage::name))
        .contains("a");
    assertThat(packages.ownersOf(ImagePath.of("/usr/share/x/own")))
        .extracting(SystemPackage::name)
        .containsExactly("b");
    assertThat(packages.ownersOf(ImagePath.of("/usr/share/x"))).isEmpty();
  }

  /** The folder of thirty megabytes is put in front of no name. */
  @Test
  void pathsThatNoneCanBeTakeNoTime() throws IOException {
    String[] names = new String[20_000];
    Arrays.fill(names, "n");
    RpmHeaderBuilder header =
        RpmHeaderBuilder.of("a", "1", "1", "noarch")
            .texts(1117, names)
            .texts(1118, "/" + "d".repeat(30 << 20))
            .int32(1116, new int[names.length]);
    MemoryTree tree = Trees.of(new TarBuilder().file(NDB, 0644, database(header)));
    RpmDatabase found = RpmDatabase.of(tree).orElseThrow();

    Map<ImagePath, RpmPackage> owners =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> found.owners(tree));
    assertThat(owners).isEmpty();
  }

  /** Twenty thousand that all need and provide the same: four hundred million edges. */
  @Test
  void packagesThatAllNeedEachOtherHaveAnEnd() {
    List<InstalledNode> nodes = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      nodes.add(
          new InstalledNode(
              new NamedPackage(Ecosystem.RPM, "p" + i, "1"),
              List.of("x"),
              List.of("x"),
              List.of(),
              List.of(),
              false));
    }
    Optional<Installation> why =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> new InstalledGraph(nodes).why(nodes.getFirst().name()));
    assertThat(why).isPresent();
  }

  @Test
  void takesWhatWasAddedAtInstallationBeforeWhatWasSigned() throws IOException {
    RpmDatabase read =
        read(
            new TarBuilder()
                .file(
                    NDB,
                    0644,
                    database(RpmHeaderBuilder.of("a", "1", "2", "noarch").text(1000, "renamed"))));
    assertThat(read.packages().getFirst().name().name()).isEqualTo("renamed");
  }

  @Test
  void saysWhatIsWrongWithIt() {
    byte[] nameless = database(RpmHeaderBuilder.empty().text(1001, "1"));
    assertThatThrownBy(() -> read(new TarBuilder().file(NDB, 0644, nameless)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            /usr/lib/sysimage/rpm/Packages.db: damaged: package 1 has no name
            remedy: rpm --rebuilddb may write it anew\
            """);
    assertThatThrownBy(() ->
            read(
                new TarBuilder()
                    .file(NDB, 0644, new RpmDatabaseBuilder().add(new byte[9]).bytes())))
        .hasMessage(
            """
            /usr/lib/sysimage/rpm/Packages.db: damaged: what is stored as package 1 is none
            remedy: rpm --rebuilddb may write it anew\
            """);
    assertThatThrownBy(
            () -> read(new TarBuilder().file("var/lib/rpm/Packages", 0644, "x".repeat(100))))
        .hasMessage(
            """
            /var/lib/rpm/Packages: damaged: no hash of Berkeley DB, or with pages of 2021161080 bytes
            remedy: rpm --rebuilddb may write it anew\
            """);
  }

  @Test
  void saysWhatIsWrongWithItsJournal() throws IOException {
    byte[] database = Arrays.copyOf("SQLite format 3\0".getBytes(US_ASCII), 1024);
    database[16] = 2;
    byte[] bytes = new byte[512 + 16];
    ByteBuffer journal = ByteBuffer.wrap(bytes).putLong(0, 0xd9d505f920a163d7L);
    journal.putInt(20, 512).putInt(24, 512).putLong(520, 0xd9d505f920a163d7L);
    assertThat(refusal(database, bytes))
        .hasMessage(
            """
            /var/lib/rpm/rpmdb.sqlite-journal: damaged: an unfinished transaction of several databases
            remedy: rpm --rebuilddb may write it anew\
            """);
    journal.putInt(16, 1).putInt(24, 4096).putLong(520, 0);
    for (int sector : List.of(512, 32)) {
      journal.putInt(20, sector);
      assertThat(refusal(database, bytes))
          .as("it lacks the first page, in which the size stands")
          .hasMessage(
              """
              /var/lib/rpm/rpmdb.sqlite-journal: damaged: it has pages of 4096 bytes, the database of 512
              remedy: rpm --rebuilddb may write it anew\
              """);
    }
    for (int sector : List.of(513, 16)) {
      journal.putInt(20, sector);
      assertThat(refusal(database, bytes))
          .as("no head of a journal")
          .hasMessageStartingWith(
              "/var/lib/rpm/rpmdb.sqlite: damaged: page 1, of type 0 with 0 cells");
    }
  }

  private static KobakoException refusal(byte[] database, byte[] journal) {
    TarBuilder tar =
        new TarBuilder()
            .file("var/lib/rpm/rpmdb.sqlite", 0644, database)
            .file("var/lib/rpm/rpmdb.sqlite-journal", 0644, journal);
    return assertThrows(KobakoException.class, () -> read(tar));
  }

  @Test
  void ofWhichEntriesShareTheirBytesIsDamaged() throws IOException {
    byte[] header =
        RpmHeaderBuilder.of("a", "1", "2", "noarch").text(9999, "x".repeat(9000)).bytes();
    byte[] bytes = new RpmDatabaseBuilder().add(header).bytes();
    byte[] slot = java.util.Arrays.copyOfRange(bytes, 32, 48);
    for (int at = 48; at < 4096; at += 16) {
      System.arraycopy(slot, 0, bytes, at, 16);
    }
    assertThatThrownBy(() -> read(new TarBuilder().file(NDB, 0644, bytes)))
        .hasMessage(
            """
            /usr/lib/sysimage/rpm/Packages.db: damaged: an entry of %d bytes, more than are left for it
            remedy: rpm --rebuilddb may write it anew\
            """
                .formatted(header.length));
  }

  @Test
  void isWrittenAnewWithWhatStays() throws IOException {
    MemoryTree tree =
        Trees.of(
            new TarBuilder()
                .dir("usr/share/c", 0755)
                .file(
                    NDB,
                    0644,
                    database(
                        RpmHeaderBuilder.of("a", "1", "1", "x86_64").files("/bin/a").states(0),
                        RpmHeaderBuilder.of("b", "1", "1", "x86_64")
                            .files("/bin/b", "/bin/gone", "/usr/share/c")
                            .states(0, 0, 0),
                        RpmHeaderBuilder.of("c", "1", "1", "x86_64").files("/usr/share/c"))));
    RpmDatabase whole = RpmDatabase.of(tree).orElseThrow();
    RpmReduction reduction =
        whole.reduction(tree, path -> path.name().equals("b") || path.name().equals("c"));
    assertThat(reduction.first()).contains(ImagePath.of("/bin/b"));
    RpmDatabase read = read(new TarBuilder().file(NDB, 0644, whole.reduced(reduction)));
    RpmPackage only = read.packages().getFirst();
    assertThat(read.packages()).hasSize(1);
    assertThat(only.number()).isEqualTo(2);
    assertThat(only.name().name()).isEqualTo("b");
    assertThat(only.files().count()).isEqualTo(3);
    assertThat(only.files().isInstalled(0)).isTrue();
    assertThat(only.files().isInstalled(1)).isFalse();
    assertThat(only.files().isInstalled(2)).isTrue();
  }

  /** As emacs-filesystem, which has folders alone, and what rpm was told to leave out. */
  @Test
  void whatIsNeededStaysWithoutFilesToo() throws IOException {
    MemoryTree tree =
        Trees.of(
            new TarBuilder()
                .dir("usr/share/folders", 0755)
                .dir("usr/share/unused", 0755)
                .file("bin/a", 0755, "a")
                .file(
                    NDB,
                    0644,
                    database(
                        RpmHeaderBuilder.of("a", "1", "1", "x86_64")
                            .files("/bin/a")
                            .requires("folders", "ghost", "texts", "nothing"),
                        RpmHeaderBuilder.of("folders", "1", "1", "noarch")
                            .files("/usr/share/folders", "/usr/share/unused")
                            .states(0, 0),
                        RpmHeaderBuilder.of("ghost", "1", "1", "noarch")
                            .files("/var/lib/ghost")
                            .states(0),
                        RpmHeaderBuilder.of("texts", "1", "1", "noarch")
                            .files("/usr/share/doc/texts")
                            .states(2),
                        RpmHeaderBuilder.of("nothing", "1", "1", "noarch"),
                        RpmHeaderBuilder.of("other", "1", "1", "noarch")
                            .files("/usr/share/folders"))));
    ImagePackages packages = ImagePackages.of(tree, InstalledPackages.of(tree));
    RpmDatabase whole = packages.rpm().orElseThrow();
    RpmReduction reduction =
        whole.reduction(
            tree, path -> tree.entry(path).isPresent() && !path.name().equals("unused"));
    reduction.addNeeded(packages.needed());

    RpmDatabase read = read(new TarBuilder().file(NDB, 0644, whole.reduced(reduction)));
    assertThat(read.packages())
        .extracting(each -> each.name().name())
        .containsExactly("a", "folders", "ghost", "texts", "nothing");
    RpmFiles folders = read.packages().get(1).files();
    assertThat(folders.isInstalled(0)).isTrue();
    assertThat(folders.isInstalled(1)).isFalse();
    assertThat(read.packages().get(2).files().isInstalled(0)).isFalse();
  }
}
