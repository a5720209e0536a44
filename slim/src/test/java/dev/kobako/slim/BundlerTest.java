package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.CpuSelection;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BundlerTest {
  private static final String LISTS =
      "/var/lib/apt/lists/deb.example_dists_trixie_main_binary-amd64_Packages";

  private final List<String> programs = new ArrayList<>();
  private final List<String> packages = new ArrayList<>();
  private final List<String> locales = new ArrayList<>();
  private Optional<String> timeZone = Optional.empty();
  private Optional<String> user = Optional.empty();
  private boolean certificates;
  private Set<Guess> refused = Set.of();

  private static FakeRoot root() {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, FakeRoot.program())
        .elf("/usr/bin/broken", FakeRoot.program().needed("libpcre2-8.so.0", "libodd.so"))
        .directory("/usr/share/app");
  }

  private static FakeRoot withLists() {
    return root()
        .file(LISTS, "Package: libpcre2-8-0\nVersion: 1\n\nPackage: redis-server\nVersion: 8\n");
  }

  private BundlePlan plan(FakeRoot root) throws IOException {
    ClosureOptions options =
        new ClosureOptions(
            refused,
            new CpuSelection.Portable(),
            new ClosureOptions.Gconv.Named(),
            new ClosureOptions.Data.Hint(),
            timeZone,
            locales,
            certificates);
    ImageSettings settings =
        new ImageSettings(
            Optional.empty(),
            List.of(),
            new TreeMap<>(),
            Optional.empty(),
            user,
            new TreeMap<>(),
            List.of());
    return Bundler.plan(
        root.source(), new BundleRequest(programs, List.of(), packages, false, options, settings));
  }

  private void fails(FakeRoot root, Failure failure, String message) {
    assertThatThrownBy(() -> plan(root))
        .isInstanceOf(KobakoException.class)
        .hasMessage(message)
        .extracting(e -> ((KobakoException) e).failure())
        .isEqualTo(failure);
  }

  @Test
  void findsProgramsByNameByPathAndFromWhereTheSourceStarts() throws IOException {
    programs.addAll(List.of("app", "/bin/app", "./bin/../bin/app"));

    BundlePlan plan = plan(root().workingDirectory("/usr"));

    assertThat(plan.programs().stream().map(ImagePath::toString))
        .containsExactly("/usr/bin/app", "/bin/app", "/usr/bin/app");
    assertThat(plan.keepSet().at(ImagePath.of("/usr/bin/app")).orElseThrow().reason().text())
        .isEqualTo("named on the command line as app");
  }

  @Test
  void saysThatThereIsNoSuchProgram() {
    programs.add("redis-server");

    fails(
        root(),
        Failure.USAGE,
        """
        redis-server: no such program in the fake root, looked into /usr/local/sbin /usr/local/bin\
         /usr/sbin /usr/bin /sbin /bin
        remedy: check the name, or give the program's path\
        """);
    fails(
        withLists(),
        Failure.USAGE,
        """
        redis-server: no such program in the fake root, looked into /usr/local/sbin /usr/local/bin\
         /usr/sbin /usr/bin /sbin /bin
        remedy: install the Debian package redis-server\
        """);
  }

  @Test
  void saysThatAPathIsNoProgram() {
    programs.add("/usr/share/app");
    fails(
        root(),
        Failure.USAGE,
        """
        /usr/share/app: is no file in the fake root
        remedy: check the name, or give the program's path\
        """);

    programs.set(0, "opt/gone");
    fails(
        root(),
        Failure.USAGE,
        """
        opt/gone: is not there in the fake root
        remedy: check the name, or give the program's path\
        """);

    programs.set(0, "");
    fails(
        root(),
        Failure.USAGE,
        """
        bundle: a program's name is empty
        remedy: name a program or its path\
        """);
  }

  @Test
  void saysWhichLibrariesAreMissingAndWhichPackageBringsThem() {
    programs.add("broken");
    String looked =
        "not found, looked into /lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu /lib64 /usr/lib64"
            + " /lib /usr/lib";

    fails(
        root(),
        Failure.FINDING,
        "/usr/bin/broken: needs libpcre2-8.so.0: "
            + looked
            + "; needs libodd.so: "
            + looked
            + "\nremedy: put the file where it is looked for, or set LD_LIBRARY_PATH with --env");
    fails(
        withLists(),
        Failure.FINDING,
        "/usr/bin/broken: needs libpcre2-8.so.0: "
            + looked
            + "; needs libodd.so: "
            + looked
            + "\nremedy: install the Debian package libpcre2-8-0");
  }

  @Test
  void saysThatAPackageIsNotInstalled() {
    packages.add("git");

    fails(
        root(),
        Failure.USAGE,
        """
        --package git: is not installed in the fake root
        remedy: name a package that 'dpkg --get-selections' lists there\
        """);
  }

  @Test
  void takesAPackageLessItsDocs() throws IOException {
    packages.add("app");

    BundlePlan plan =
        plan(
            root()
                .file(
                    "/var/lib/dpkg/status",
                    "Package: app\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n")
                .file(
                    "/var/lib/dpkg/info/app.list",
                    "/.\n/bin/app\n/usr/share/app/x\n/usr/share/doc/app/README\n/usr/share/gone\n")
                .file("/usr/share/app/x", "x")
                .file("/usr/share/doc/app/README", "x"));

    assertThat(plan.keepSet().at(ImagePath.of("/usr/bin/app")).orElseThrow().reason().text())
        .isEqualTo("--package app");
    assertThat(plan.keepSet().at(ImagePath.of("/usr/share/app/x"))).isPresent();
    assertThat(plan.keepSet().at(ImagePath.of("/usr/share/doc/app/README"))).isEmpty();
    assertThat(plan.keepSet().at(ImagePath.of(FakeRoot.LIBRARIES + "libc.so.6"))).isPresent();
  }

  @Test
  void saysThatThereIsNoSuchTimeZone() {
    for (String zone : List.of("Mars/Base", "../../../etc/passwd", "/etc/passwd", "")) {
      timeZone = Optional.of(zone);
      fails(
          root().file("/etc/passwd", ""),
          Failure.USAGE,
          "--tz "
              + zone
              + ": is no time zone of the fake root (looked for /usr/share/zoneinfo/"
              + zone
              + ")\nremedy: name one such as Europe/Berlin; Debian has them in the package"
              + " tzdata");
    }
  }

  @Test
  void makesTheTimeZoneTheLocalOne() throws IOException {
    timeZone = Optional.of("Asia/Tokyo");

    BundlePlan plan = plan(root().file("/usr/share/zoneinfo/Asia/Tokyo", "TZif2"));

    assertThat(plan.keepSet().at(ImagePath.of("/etc/localtime")).orElseThrow().entry())
        .isInstanceOfSatisfying(
            Entry.Symlink.class,
            link -> assertThat(link.target()).isEqualTo("/usr/share/zoneinfo/Asia/Tokyo"));
    assertThat(plan.keepSet().at(ImagePath.of("/usr/share/zoneinfo/Asia/Tokyo"))).isPresent();
  }

  @Test
  void saysThatThereIsNoSuchLocale() {
    for (String locale : List.of("xx_XX.UTF-8", "..", "a/b")) {
      locales.clear();
      locales.add(locale);
      fails(
          root(),
          Failure.USAGE,
          "--locale "
              + locale
              + ": is not in the fake root (looked into /usr/lib/locale)\n"
              + "remedy: generate it there (localedef or locale-gen), or name one of 'locale -a'");
    }
  }

  @Test
  void saysThatAUserIsNone() {
    user = Optional.of("a b");

    fails(
        root(),
        Failure.USAGE,
        """
        --user a b: is no user, expected NAME, UID, or either with :GROUP
        remedy: name a user as in USER of a Dockerfile\
        """);
  }

  @Test
  void saysThatThereAreNoCertificates() {
    certificates = true;

    fails(
        root(),
        Failure.FINDING,
        """
        the fake root: has no CA certificates at /etc/ssl/certs/ca-certificates.crt
        remedy: install ca-certificates there, or take a bundle from elsewhere with --include\
        """);
  }

  @Test
  void takesTheCertificatesThatAreThere() throws IOException {
    certificates = true;

    assertThat(
            plan(root().file(TlsKnowledge.BUNDLE, "x"))
                .keepSet()
                .at(ImagePath.of(TlsKnowledge.BUNDLE))
                .orElseThrow()
                .reason()
                .text())
        .isEqualTo("--ca");
  }

  @Test
  void takesOverWhatDecidesFromTheCallersEnvironmentAndSaysSo() throws IOException {
    FakeRoot machine =
        root()
            .kind(Source.Kind.THIS_MACHINE)
            .environment("PATH", "/home/me/bin:/usr/bin")
            .environment("LC_ALL", "C");

    assertThat(plan(machine).environment())
        .hasToString("{LC_ALL=C, PATH=" + Source.DEFAULT_PATH + "}");
    assertThat(plan(machine).notes())
        .containsExactly("LC_ALL=C was taken over from your environment (--no-guess env drops it)");
    refused = Set.of(Guess.ENV);
    assertThat(plan(machine).environment()).hasToString("{PATH=" + Source.DEFAULT_PATH + "}");
  }

  @Test
  void keepsTheEnvironmentOfAnImageAndATemporaryFolderWhereItHasOne() throws IOException {
    FakeRoot image = root().environment("PATH", "/usr/bin").environment("X", "1");

    assertThat(plan(image).environment()).hasToString("{PATH=/usr/bin, X=1}");
    assertThat(plan(image).keepSet().at(ImagePath.of("/tmp"))).isEmpty();
    assertThat(
            plan(image.kind(Source.Kind.ROOTFS))
                .keepSet()
                .at(ImagePath.of("/tmp"))
                .orElseThrow()
                .entry()
                .attributes()
                .mode())
        .isEqualTo(01777);
  }
}
