package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From where the packages of a suite come. */
class SourceChoiceTest {
  private static final String DEBIAN_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";

  @TempDir Path host;

  @BeforeEach
  void makeFolder() throws Exception {
    Files.createDirectories(host.resolve("etc/apt"));
  }

  private void hostHas(String... lines) throws Exception {
    Files.writeString(host.resolve("etc/apt/sources.list"), String.join("\n", lines) + "\n");
  }

  private List<AptSource> ofHost(String distribution, String suite) {
    return choice(List.of(), Optional.empty(), Optional.empty()).sources(distribution, suite);
  }

  private List<AptSource> ofMirror(String url, String distribution, String suite) {
    return choice(List.of(), Optional.of(url), Optional.empty()).sources(distribution, suite);
  }

  private SourceChoice choice(
      List<String> lines, Optional<String> mirror, Optional<String> snapshot) {
    return new SourceChoice(host, lines, mirror, List.of(), snapshot);
  }

  /** One word for each suite: archive, suite, and what is unusual. */
  private List<String> drawn(List<AptSource> sources) {
    return sources.stream()
        .map(each ->
            each.archive()
                + " "
                + String.join(" ", each.suites())
                + each.signedBy().map(by -> " signed").orElse("")
                + (each.checkValidUntil() ? "" : " archived"))
        .toList();
  }

  @Test
  void aHostsOwnEntriesForTheSuiteAreTaken() throws Exception {
    hostHas(
        "deb [signed-by=" + DEBIAN_KEYS + "] http://m.example/debian bookworm main contrib",
        "deb http://m.example/debian bookworm-updates main",
        "deb http://m.example/debian bookworm-backports main",
        "deb http://s.example/debian-security bookworm-security main");

    List<AptSource> sources = ofHost("debian", "12");

    assertThat(drawn(sources))
        .containsExactly(
            "http://m.example/debian bookworm signed",
            "http://m.example/debian bookworm-updates",
            "http://s.example/debian-security bookworm-security");
    assertThat(sources).extracting(AptSource::components).containsOnly(List.of("main"));
    assertThat(sources)
        .extracting(AptSource::place)
        .containsExactly(
            "/etc/apt/sources.list:1", "/etc/apt/sources.list:2", "/etc/apt/sources.list:4");
  }

  @Test
  void aHostsMirrorHasOtherSuitesAsWell() throws Exception {
    hostHas(
        "deb [signed-by=" + DEBIAN_KEYS + "] http://m.example/debian bookworm main",
        "deb [signed-by=/usr/share/keyrings/debian-archive-bookworm-security-automatic.gpg]"
            + " http://s.example/debian-security bookworm-security main");

    assertThat(drawn(ofHost("debian", "trixie")))
        .containsExactly(
            "http://m.example/debian trixie signed",
            "http://m.example/debian trixie-updates signed",
            "http://s.example/debian-security trixie-security");
    assertThat(drawn(ofHost("debian", "sid")))
        .containsExactly("http://m.example/debian sid signed");
    assertThat(drawn(ofHost("debian", "buster")))
        .contains("http://s.example/debian-security buster/updates");
  }

  @Test
  void aHostWithoutSecurityHasItBesideItsMirror() throws Exception {
    hostHas("deb http://m.example/debian bookworm main");

    assertThat(drawn(ofHost("debian", "bookworm")))
        .containsExactly(
            "http://m.example/debian bookworm",
            "http://m.example/debian bookworm-updates",
            "http://m.example/debian-security bookworm-security");
  }

  @Test
  void ubuntusSuitesAreInOneArchive() throws Exception {
    hostHas(
        "deb http://archive.example/ubuntu noble main universe",
        "deb http://security.example/ubuntu noble-security main");

    assertThat(drawn(ofHost("ubuntu", "24.04")))
        .containsExactly(
            "http://archive.example/ubuntu noble",
            "http://archive.example/ubuntu noble-updates",
            "http://security.example/ubuntu noble-security");
    assertThat(drawn(ofHost("ubuntu", "jammy")))
        .containsExactly(
            "http://archive.example/ubuntu jammy",
            "http://archive.example/ubuntu jammy-updates",
            "http://archive.example/ubuntu jammy-security");
  }

  @Test
  void sourcesOfOthersDoNotCountEvenIfTheirSuiteHasTheName() throws Exception {
    hostHas(
        "deb [signed-by=/etc/apt/keyrings/docker.asc] https://docker.example/linux/debian bookworm"
            + " stable",
        "deb [signed-by=/usr/share/keyrings/hashicorp.gpg] https://tools.example/debian bookworm"
            + " main",
        "deb https://other.example/apt bookworm main",
        "deb cdrom:[Debian_12]/ bookworm main");

    assertThatThrownBy(() -> ofHost("debian", "bookworm"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "debian:bookworm: this machine's apt has no source of debian packages to take it from"
                + " (/etc/apt/sources.list:4: cdrom: archives are not supported)\nremedy: name a"
                + " mirror with --mirror URL (http://deb.debian.org/debian,"
                + " http://archive.ubuntu.com/ubuntu) or under 'mirrors' in .kobako.yaml, or sources"
                + " with --source or in base.yaml")
        .extracting(e -> ((KobakoException) e).failure())
        .isEqualTo(Failure.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://m.example/debian/|debian|trixie|http://m.example/debian trixie trixie-updates,"
            + "http://m.example/debian-security trixie-security",
        "http://m.example/debian|debian|10|http://m.example/debian buster buster-updates,"
            + "http://m.example/debian-security buster/updates",
        "http://m.example/debian|debian|unstable|http://m.example/debian unstable",
        "http://m.example/debian|debian|12.5|http://m.example/debian bookworm bookworm-updates,"
            + "http://m.example/debian-security bookworm-security",
        "http://m.example:8080|debian|sid|http://m.example:8080 sid",
        "http://m.example:8080|debian|stable|http://m.example:8080 stable stable-updates",
        "file:///srv/debian|debian|sid|file:///srv/debian sid",
        "http://m.example/ubuntu|ubuntu|22.04|http://m.example/ubuntu jammy jammy-updates"
            + " jammy-security",
        "http://s.example/debian/20250520T000000Z|debian|trixie|"
            + "http://s.example/debian/20250520T000000Z trixie trixie-updates archived,"
            + "http://s.example/debian-security/20250520T000000Z trixie-security archived",
      })
  void aMirrorHasAllThatBelongsToASuite(
      String url, String distribution, String suite, String expected) {
    assertThat(String.join(",", drawn(ofMirror(url, distribution, suite)))).isEqualTo(expected);
  }

  @Test
  void snapshotsAreOfTheServicesOrOfAMirrorLikeThem() {
    assertThat(
            drawn(
                choice(List.of(), Optional.empty(), Optional.of("20250520"))
                    .sources("debian", "bookworm")))
        .containsExactly(
            "http://snapshot.debian.org/archive/debian/20250520T000000Z bookworm bookworm-updates"
                + " archived",
            "http://snapshot.debian.org/archive/debian-security/20250520T000000Z bookworm-security"
                + " archived");
    assertThat(
            drawn(
                choice(
                        List.of(),
                        Optional.of("http://s.example/ubuntu"),
                        Optional.of("20250520T010203Z"))
                    .sources("ubuntu", "noble")))
        .containsExactly(
            "http://s.example/ubuntu/20250520T010203Z noble noble-updates noble-security"
                + " archived");
  }

  @Test
  void sourcesThatTheUserWritesStandAlone() throws Exception {
    hostHas("deb http://m.example/debian bookworm main");
    List<String> lines =
        List.of("deb http://a.example/x y main", "deb [check-valid-until=no] file:/srv/b c main");

    assertThat(drawn(choice(lines, Optional.empty(), Optional.empty()).sources("debian", "sid")))
        .containsExactly("http://a.example/x y", "file:/srv/b c archived");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deb cdrom:[x]/ y main|--source: cdrom: archives are not supported|name another archive",
        "deb [trusted=yes] http://a.example/x y main|--source: trusted=yes: an archive is believed"
            + " by its signature alone; give the file of its key with signed-by|name another"
            + " archive",
        "deb-src http://a.example/x y main|--source: no entry begins with deb|give one that does",
        "http://a.example/x y main z|--source: the entry begins with 'http://a.example/x'|write it"
            + " as 'deb [signed-by=FILE] URL SUITE COMPONENT…'",
      })
  void sourcesThatCannotBeUsedAreNamed(String line, String fact, String remedy) {
    SourceChoice choice = choice(List.of(line), Optional.empty(), Optional.empty());

    refuses(choice, "debian", "bookworm", fact, remedy);
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    Optional<String> none = Optional.empty();
    refuses(
        choice(List.of(), Optional.of("ftp://anna:secret@m.example/debian"), none),
        "debian",
        "sid",
        "--mirror: 'ftp://m.example/debian' is no URL of http, https or file",
        "give one that is");
    refuses(
        choice(List.of(), none, Optional.of("yesterday")),
        "debian",
        "sid",
        "--snapshot: 'yesterday' is no point in time",
        "write it like 20250520T000000Z or 20250520");
    refuses(
        choice(
            List.of("deb http://a.example/x y main"), Optional.of("http://m.example/debian"), none),
        "debian",
        "sid",
        "--source: given beside --mirror",
        "sources stand alone: write the mirror or the snapshot's URL into them");
    refuses(
        choice(List.of(), none, none),
        "debian",
        "../sid",
        "'../sid': is no name of a suite",
        "give one like bookworm");
    refuses(
        choice(List.of(), none, none),
        "fedora",
        "42",
        "'fedora': is no distribution whose archives are known, expected debian or ubuntu",
        "name archives with --source 'deb [signed-by=FILE] URL SUITE COMPONENT…'");
  }

  private static void refuses(
      SourceChoice choice, String distribution, String suite, String fact, String remedy) {
    assertThatThrownBy(() -> choice.sources(distribution, suite))
        .isInstanceOf(KobakoException.class)
        .hasMessage(fact + "\nremedy: " + remedy);
  }

  @Test
  void aSourceShowsNoLogin() {
    AptSource source = ofMirror("https://anna:secret@m.example/debian", "debian", "sid").getFirst();

    assertThat(source.archive()).isEqualTo("https://anna:secret@m.example/debian");
    assertThat(source).hasToString("deb https://m.example/debian [sid] [main] (--mirror)");
  }
}
