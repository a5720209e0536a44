package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What names, bounds and architectures in relations mean to the solver. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SolvedRelationsTest {
  private final SolverTrial solver = new SolverTrial();

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

    assertThat(solver.solved(index, "app")).containsExactly("mta 1", "app 1");
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

    assertThat(solver.solved(index, "app")).containsExactly("b 1", "app 1");
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

    assertThat(solver.solved(index, "app")).containsExactly("c 1", "app 1");
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

    assertThat(solver.solved(index, "app, base")).containsExactly("d 1", "app 1", "base 1");
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

    assertThat(solver.solved(index, "postfix")).containsExactly("postfix 1");
    assertThat(solver.solved(index, "app")).containsExactly("exim 1", "app 1");
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

    assertThat(solver.solved(index, "app"))
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

    assertThat(solver.solved(index, "app")).containsExactly("python 1", "tool 1", "lib 1", "app 1");
  }

  @Test
  void aNameThatOnePackageProvidesStandsForIt() {
    assertThat(solver.solved("Package: mawk\nProvides: awk\n", "awk")).containsExactly("mawk 1");
  }
}
