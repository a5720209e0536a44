package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ContradictionTest {
  private final TreeMap<String, PackageVersion> pins = new TreeMap<>();
  private final TreeSet<String> excluded = new TreeSet<>();
  private SolveRequest.Core core = SolveRequest.Core.NONE;

  private KobakoException failure(AvailablePackages available, String asked) {
    SolveRequest request = new SolveRequest(Relation.list(asked), core, false, pins, excluded);
    return catchThrowableOfType(
        KobakoException.class, () -> PackageSolver.solve(available, request));
  }

  private String finding(String index, String asked) {
    return finding(TextPackages.of(index), asked);
  }

  private String finding(AvailablePackages available, String asked) {
    KobakoException failure = failure(available, asked);
    assertThat(failure.failure()).isEqualTo(Failure.FINDING);
    return failure.diagnostic().render();
  }

  private String usage(String index, String asked) {
    KobakoException failure = failure(TextPackages.of(index), asked);
    assertThat(failure.failure()).isEqualTo(Failure.USAGE);
    return failure.diagnostic().render();
  }

  @Test
  void theVersionThatIsThereInsteadIsNamed() {
    String index = "Package: app\nDepends: libfoo1 (>= 2)\n\nPackage: libfoo1\nVersion: 1.9\n";

    assertThat(finding(index, "app"))
        .isEqualTo(
            """
            app: can't be installed: app depends on libfoo1 (>= 2), but bookworm has libfoo1 1.9
            remedy: name a suite or component that has libfoo1 (>= 2), or leave out app\
            """);
  }

  @Test
  void theChainFromWhatWasAskedForIsTold() {
    String index =
        """
        Package: app
        Depends: fine, middle

        Package: fine

        Package: middle
        Pre-Depends: low (>= 1) | lower

        Package: low
        Depends: missing | gone (<< 3)

        Package: lower
        Depends: gone
        """;

    assertThat(finding(index, "app"))
        .isEqualTo(
            """
            app: can't be installed: app depends on middle; middle pre-depends on low (>= 1) | lower; \
            low depends on missing | gone (<< 3), but there is no missing and there is no gone; \
            lower depends on gone, but there is no gone
            remedy: name a suite or component that has missing, or leave out app\
            """);
  }

  @Test
  void bothChainsToThoseThatExcludeEachOtherAreTold() {
    String index =
        """
        Package: app
        Depends: left

        Package: left

        Package: other
        Depends: right

        Package: right
        Breaks: left (<< 2)
        """;

    assertThat(finding(index, "app, other"))
        .isEqualTo(
            """
            app, other: can't be installed together: app depends on left; other depends on right; \
            right breaks left (<< 2), and there is left 1
            remedy: leave out app or other\
            """);
  }

  @Test
  void aConflictWithAProvidedNameSaysWhoProvidesIt() {
    String index = "Package: exim\nProvides: mta\n\nPackage: postfix\nConflicts: mta\n";

    assertThat(finding(index, "exim, postfix"))
        .isEqualTo(
            """
            exim, postfix: can't be installed together: postfix conflicts with mta, which exim provides
            remedy: leave out exim or postfix\
            """);
  }

  @Test
  void twoVersionsOfOnePackageExcludeEachOther() {
    String index =
        """
        Package: app
        Depends: lib (= 1)

        Package: other
        Depends: lib (= 2)

        Package: lib
        Version: 1

        Package: lib
        Version: 2
        """;

    assertThat(finding(index, "app, other"))
        .isEqualTo(
            """
            app, other: can't be installed together: app depends on lib (= 1); \
            other depends on lib (= 2); only one of lib 1 and lib 2 can be installed
            remedy: leave out app or other\
            """);
  }

  @Test
  void versionsThatFailForTheSameReasonAreToldOnceAndOthersApart() {
    TextPackages same =
        new TextPackages("amd64")
            .with("bookworm", "Package: app\nVersion: 1\nDepends: gone\n")
            .with("bookworm-security", "Package: app\nVersion: 2\nDepends: gone\n");
    TextPackages apart =
        new TextPackages("amd64")
            .with("bookworm", "Package: app\nVersion: 1\nDepends: gone\n")
            .with("bookworm-security", "Package: app\nVersion: 2\nDepends: lost\n");

    assertThat(finding(same, "app"))
        .startsWith("app: can't be installed: app depends on gone, but there is no gone\n");
    assertThat(finding(apart, "app"))
        .startsWith(
            "app: can't be installed: app 2 depends on lost, but there is no lost; "
                + "app 1 depends on gone, but there is no gone\n");
  }

  @Test
  void aVersionThatWasAskedForAndIsNotThereIsTold() {
    TextPackages available =
        new TextPackages("amd64")
            .with("bookworm", "Package: openssl\nVersion: 3.0.9-1\n")
            .with("bookworm-security", "Package: openssl\nVersion: 3.0.11-1\n");

    assertThat(finding(available, "openssl (>= 3.1)"))
        .isEqualTo(
            """
            openssl: can't be installed: openssl (>= 3.1) is asked for, \
            but bookworm-security has openssl 3.0.11-1 and bookworm has openssl 3.0.9-1
            remedy: name a suite or component that has openssl (>= 3.1), or leave out openssl\
            """);
  }

  @Test
  void pinsAndExclusionsAreBlamedWhereTheyAreInTheWay() {
    String index =
        """
        Package: app
        Depends: lib

        Package: lib
        Version: 1.9

        Package: web
        Depends: server

        Package: nginx
        Provides: server
        """;
    pins.put("lib", PackageVersion.of("1.8"));
    excluded.add("nginx");

    assertThat(finding(index, "app"))
        .isEqualTo(
            """
            app: can't be installed: app depends on lib, \
            but lib is pinned to 1.8, and bookworm has lib 1.9
            remedy: change the pin of lib, or leave out app\
            """);
    assertThat(finding(index, "web"))
        .isEqualTo(
            """
            web: can't be installed: web depends on server, \
            but nginx, which provides server, is excluded
            remedy: do not exclude nginx, or leave out web\
            """);
  }

  @Test
  void anotherArchitectureIsToldFromAnotherVersion() {
    String index = "Package: app\nDepends: lib:i386, sh:any\n\nPackage: lib\n\nPackage: sh\n";

    assertThat(finding(index, "app"))
        .isEqualTo(
            """
            app: can't be installed: app depends on lib:i386, but lib is there for amd64 only
            remedy: name a suite or component that has lib:i386, or leave out app\
            """);
  }

  @Test
  void anEssentialPackageInTheWayIsCalledThat() {
    core = SolveRequest.Core.ESSENTIAL;
    String index =
        "Package: dpkg\nEssential: yes\nProvides: awk\n\nPackage: app\nConflicts: dpkg\n";

    assertThat(finding(index, "app"))
        .isEqualTo(
            """
            app: can't be installed: dpkg is essential; app conflicts with dpkg
            remedy: leave out app\
            """);
    assertThat(finding("Package: dpkg\nEssential: yes\nDepends: gone\n", ""))
        .isEqualTo(
            """
            the essential packages: can't be installed: dpkg is essential; \
            dpkg depends on gone, but there is no gone
            remedy: name a suite or component that has gone\
            """);
  }

  @Test
  void manyReasonsAreCutShort() {
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      index.append("Package: p%d\nDepends: p%d\n\n".formatted(i, i + 1));
    }

    assertThat(finding(index.toString(), "p0"))
        .isEqualTo(
            """
            p0: can't be installed: p0 depends on p1; p1 depends on p2; p2 depends on p3; \
            p3 depends on p4; p4 depends on p5; p5 depends on p6; … 28 more …; p34 depends on p35; p35 depends on p36; \
            p36 depends on p37; p37 depends on p38; p38 depends on p39; \
            p39 depends on p40, but there is no p40
            remedy: name a suite or component that has p40, or leave out p0\
            """);
  }

  @Test
  void namesThatAreNearAnUnknownOneAreProposed() {
    String index = "Package: openssl\n\nPackage: openssh\n\nPackage: libssl3\n";

    assertThat(usage(index, "opensl"))
        .isEqualTo(
            """
            opensl: there is no such package for amd64
            remedy: did you mean openssl or openssh?\
            """);
    assertThat(usage(index, "zzz"))
        .isEqualTo(
            """
            zzz: there is no such package for amd64
            remedy: look up the package's name, or name a suite or component that has it\
            """);
  }

  @Test
  void aNameThatSeveralProvideIsNotGuessed() {
    assertThat(usage("Package: gawk\nProvides: awk\n\nPackage: mawk\nProvides: awk\n", "awk"))
        .isEqualTo(
            """
            awk: is no package itself; 2 packages provide it: gawk and mawk
            remedy: ask for one of them\
            """);
  }

  @Test
  void whatIsAskedForCannotBeExcluded() {
    excluded.add("app");

    assertThat(usage("Package: app\n", "app"))
        .isEqualTo("app: is asked for and excluded\nremedy: do only one of both");
  }

  @Test
  void aFieldThatDpkgWouldNotTakeIsNamed() {
    assertThat(finding("Package: app\nDepends: lib [amd64]\n", "app"))
        .isEqualTo(
            """
            package app in bookworm of http://deb.example/debian: its field Depends can't be read: \
            '[amd64]' stands where ',' or '|' was expected
            remedy: name another archive, or tell its maintainers\
            """);
    assertThat(finding("Package: app\nVersion: one\n", "app"))
        .isEqualTo(
            """
            package app in bookworm of http://deb.example/debian: its field Version can't be read: \
            the version 'one' does not begin with a digit
            remedy: name another archive, or tell its maintainers\
            """);
  }
}
