package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PackageSolverTest {
  private final TreeMap<String, PackageVersion> pins = new TreeMap<>();
  private final TreeSet<String> excluded = new TreeSet<>();
  private SolveRequest.Core core = SolveRequest.Core.NONE;
  private boolean recommends;

  private List<PackageSet.Member> members(AvailablePackages available, String asked) {
    SolveRequest request = new SolveRequest(Relation.list(asked), core, recommends, pins, excluded);
    return PackageSolver.solve(available, request).packages();
  }

  /** The chosen packages in their order, {@code name version} each. */
  private List<String> solved(String index, String asked) {
    return solved(TextPackages.of(index), asked);
  }

  private List<String> solved(AvailablePackages available, String asked) {
    List<String> names = new ArrayList<>();
    for (PackageSet.Member each : members(available, asked)) {
      names.add(each.available().name() + " " + each.available().version());
    }
    return names;
  }

  @Test
  void whatIsNeededComesBeforeWhatNeedsIt() {
    String index =
        """
        Package: app
        Depends: libb

        Package: libb
        Pre-Depends: liba
        Depends: libz

        Package: liba

        Package: libz

        Package: unrelated
        """;

    assertThat(solved(index, "app")).containsExactly("liba 1", "libz 1", "libb 1", "app 1");
  }

  @Test
  void everyMemberSaysWhatItIsThereFor() {
    core = SolveRequest.Core.ESSENTIAL;
    TextPackages available =
        TextPackages.of(
            """
            Package: app
            Pre-Depends: liba (>= 1)
            Depends: libb | libc
            Recommends: docs

            Package: liba

            Package: libb

            Package: docs

            Package: base
            Essential: yes
            """);
    recommends = true;

    assertThat(members(available, "app"))
        .extracting(each -> each.available().name() + ": " + each.why())
        .containsExactly(
            "base: essential",
            "liba: app pre-depends on liba (>= 1)",
            "libb: app depends on libb | libc",
            "app: asked for",
            "docs: app recommends docs");
  }

  @Test
  void minbaseHasWhatIsOfPriorityRequiredToo() {
    core = SolveRequest.Core.REQUIRED;
    excluded.add("e2fsprogs");
    TextPackages available =
        TextPackages.of(
            """
            Package: base
            Essential: yes
            Priority: required

            Package: mount
            Priority: required
            Depends: libmount

            Package: libmount

            Package: e2fsprogs
            Priority: required

            Package: app
            Priority: optional
            """);

    assertThat(members(available, ""))
        .extracting(each -> each.available().name() + ": " + each.why())
        .containsExactly(
            "base: essential",
            "libmount: mount depends on libmount",
            "mount: of priority required");
  }

  @Test
  void theLatestVersionIsTaken() {
    String index =
        """
        Package: app
        Depends: lib

        Package: lib
        Version: 1.9

        Package: lib
        Version: 1.10
        """;

    assertThat(solved(index, "app")).containsExactly("lib 1.10", "app 1");
  }

  @Test
  void anEarlierVersionIsTakenWhereTheLatestCannotBe() {
    String index =
        """
        Package: app
        Version: 2
        Depends: lib (>= 3)

        Package: app
        Version: 1
        Depends: lib (= 1)

        Package: lib
        Version: 2

        Package: lib
        Version: 1
        """;

    assertThat(solved(index, "app")).containsExactly("lib 1", "app 1");
  }

  @Test
  void theFirstAlternativeIsTakenUnlessAnotherIsThereAnyway() {
    String index =
        """
        Package: app
        Depends: first | second

        Package: other
        Depends: between

        Package: between
        Depends: second

        Package: first

        Package: second
        """;

    assertThat(solved(index, "app")).containsExactly("first 1", "app 1");
    assertThat(solved(index, "app, other"))
        .containsExactly("second 1", "app 1", "between 1", "other 1");
  }

  @Test
  void anAlternativeThatALaterChoiceMakesSuperfluousIsLeftOut() {
    String index =
        """
        Package: app
        Depends: one | two, three | four

        Package: one
        Depends: one-data

        Package: one-data
        Depends: one

        Package: two

        Package: three
        Depends: two

        Package: four
        """;

    assertThat(solved(index, "app")).containsExactly("two 1", "three 1", "app 1");
  }

  @Test
  void theFirstAlternativeGivesWayWhereItExcludesSomethingNeeded() {
    String index =
        """
        Package: app
        Depends: first | second, needed

        Package: first
        Conflicts: needed

        Package: second

        Package: needed
        """;

    assertThat(solved(index, "app")).containsExactly("second 1", "needed 1", "app 1");
  }

  @Test
  void theRealPackageComesBeforeThoseThatProvideItsName() {
    String index =
        """
        Package: app
        Depends: mta

        Package: another
        Provides: mta
        Priority: required

        Package: mta
        """;

    assertThat(solved(index, "app")).containsExactly("mta 1", "app 1");
  }

  @Test
  void providersComeByPriorityThenByName() {
    String index =
        """
        Package: app
        Depends: virtual

        Package: a
        Provides: virtual
        Priority: extra

        Package: c
        Provides: virtual
        Priority: standard

        Package: b
        Provides: virtual
        Priority: standard

        Package: d
        Provides: virtual
        Priority: optional
        """;

    assertThat(solved(index, "app")).containsExactly("b 1", "app 1");
  }

  @Test
  void aBoundIsFulfilledByAVersionedProvidesOnly() {
    String index =
        """
        Package: app
        Depends: virtual (>= 2)

        Package: a
        Provides: virtual

        Package: b
        Version: 9
        Provides: virtual (= 1)

        Package: c
        Provides: virtual (= 2.1)
        """;

    assertThat(solved(index, "app")).containsExactly("c 1", "app 1");
  }

  @Test
  void conflictsAndBreaksMindVersionsAndProvidedNames() {
    String index =
        """
        Package: app
        Depends: a | b | c | d

        Package: a
        Provides: virtual

        Package: b
        Breaks: base (<< 2)

        Package: c
        Provides: other (= 1)

        Package: d

        Package: base
        Conflicts: virtual, other (<= 1)
        """;

    assertThat(solved(index, "app, base")).containsExactly("d 1", "app 1", "base 1");
  }

  @Test
  void aConflictWithANameItProvidesItselfKeepsOnlyOthersOut() {
    String index =
        """
        Package: postfix
        Provides: mta
        Conflicts: mta

        Package: exim
        Provides: mta
        Conflicts: mta

        Package: app
        Depends: exim | nothing, postfix | exim
        """;

    assertThat(solved(index, "postfix")).containsExactly("postfix 1");
    assertThat(solved(index, "app")).containsExactly("exim 1", "app 1");
  }

  @Test
  void aConflictIsNotedWhicheverOfTheTwoComesFirst() {
    String index =
        """
        Package: app
        Depends: quiet, deep

        Package: quiet

        Package: deep
        Depends: deeper

        Package: deeper
        Depends: bad | good

        Package: bad
        Conflicts: quiet

        Package: good
        """;

    assertThat(solved(index, "app"))
        .containsExactly("quiet 1", "good 1", "deeper 1", "deep 1", "app 1");
  }

  @Test
  void anyArchitectureIsWhatMultiArchAllowedOffers() {
    String index =
        """
        Package: app
        Depends: python:any, shell:any | tool, lib:i386 | lib:amd64

        Package: python
        Multi-Arch: allowed

        Package: shell
        Multi-Arch: foreign

        Package: tool

        Package: lib
        Multi-Arch: same
        """;

    assertThat(solved(index, "app")).containsExactly("python 1", "tool 1", "lib 1", "app 1");
  }

  @Test
  void essentialPackagesComeInWhereAskedForAndFirst() {
    core = SolveRequest.Core.ESSENTIAL;
    String index =
        """
        Package: app

        Package: a-lib

        Package: init
        Essential: yes
        Depends: z-lib

        Package: z-lib
        """;

    assertThat(solved(index, "app")).containsExactly("z-lib 1", "init 1", "app 1");
    core = SolveRequest.Core.NONE;
    assertThat(solved(index, "app")).containsExactly("app 1");
  }

  @Test
  void anEssentialPackageThatIsExcludedIsDoneWithout() {
    core = SolveRequest.Core.ESSENTIAL;
    excluded.add("diff");

    assertThat(solved("Package: diff\nEssential: yes\n\nPackage: sed\nEssential: yes\n", ""))
        .containsExactly("sed 1");
  }

  @Test
  void recommendedPackagesAreTakenWhereTheyAreToBeHad() {
    recommends = true;
    String index =
        """
        Package: app
        Recommends: good, missing, bad, rare | common

        Package: good
        Recommends: better

        Package: better

        Package: bad
        Depends: nothing

        Package: common
        """;

    assertThat(solved(index, "app"))
        .containsExactlyInAnyOrder("app 1", "good 1", "better 1", "common 1");
    recommends = false;
    assertThat(solved(index, "app")).containsExactly("app 1");
  }

  @Test
  void aWishNeverKeepsOutWhatIsNeeded() {
    recommends = true;
    String index =
        """
        Package: app
        Recommends: wish
        Depends: needed

        Package: wish
        Conflicts: needed

        Package: needed
        """;

    assertThat(solved(index, "app")).containsExactly("needed 1", "app 1");
  }

  @Test
  void aPinnedVersionIsTakenThoughThereIsALaterOne() {
    pins.put("lib", PackageVersion.of("1.0"));
    String index =
        """
        Package: app
        Depends: lib

        Package: lib
        Version: 2.0

        Package: lib
        Version: 1.0
        """;

    assertThat(solved(index, "app")).containsExactly("lib 1.0", "app 1");
  }

  @Test
  void anExcludedPackageIsGoneRound() {
    excluded.add("first");

    assertThat(
            solved(
                "Package: app\nDepends: first | second\n\nPackage: first\n\nPackage: second\n",
                "app"))
        .containsExactly("second 1", "app 1");
  }

  @Test
  void aNameThatOnePackageProvidesStandsForIt() {
    assertThat(solved("Package: mawk\nProvides: awk\n", "awk")).containsExactly("mawk 1");
  }

  @Test
  void ofTheSameVersionTheSourceNamedFirstIsTaken() {
    TextPackages available =
        new TextPackages("amd64")
            .with("bookworm", "Package: app\n")
            .with("bookworm-updates", "Package: app\n");

    assertThat(members(available, "app"))
        .extracting(each -> each.available().source().suite())
        .containsExactly("bookworm");
  }

  @Test
  void ringsAreCutButNeverBeforeAPreDependency() {
    String index =
        """
        Package: a
        Depends: b

        Package: b
        Pre-Depends: c
        Depends: outside

        Package: c
        Depends: a

        Package: outside
        """;

    assertThat(solved(index, "a")).containsExactly("outside 1", "c 1", "b 1", "a 1");
    assertThat(solved(index, "c")).containsExactly("outside 1", "c 1", "b 1", "a 1");
  }

  @Test
  void theSameRequestGivesTheSameOrderEachTime() {
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      index.append(
          "Package: p%d\nDepends: p%d | p%d, v%d\nProvides: v%d\n\n"
              .formatted(i, (i * 7 + 3) % 200, (i * 11 + 5) % 200, (i + 1) % 9, i % 9));
    }
    List<String> first = solved(index.toString(), "p0");

    for (int i = 0; i < 5; i++) {
      assertThat(solved(index.toString(), "p0")).isEqualTo(first);
    }
  }

  @Test
  void aChainAsDeepAsAnArchiveIsLongIsFollowed() {
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      index.append("Package: p%d\nDepends: p%d\n\n".formatted(i, i + 1));
    }
    index.append("Package: p2000\n");

    assertThat(solved(index.toString(), "p0")).hasSize(2001).startsWith("p2000 1", "p1999 1");
  }
}
