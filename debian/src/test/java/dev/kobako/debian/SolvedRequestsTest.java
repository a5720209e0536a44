package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a request settles beside the packages that it names. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SolvedRequestsTest {
  private final SolverTrial solver = new SolverTrial();

  @Test
  void minbaseHasWhatIsOfPriorityRequiredToo() {
    solver.core = SolveRequest.Core.REQUIRED;
    solver.excluded.add("e2fsprogs");
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

    assertThat(solver.members(available, ""))
        .extracting(each -> each.available().name() + ": " + each.why())
        .containsExactly(
            "base: essential",
            "libmount: mount depends on libmount",
            "mount: of priority required");
  }

  @Test
  void essentialPackagesComeInWhereAskedForAndFirst() {
    solver.core = SolveRequest.Core.ESSENTIAL;
    String index =
        """
        Package: app

        Package: a-lib

        Package: init
        Essential: yes
        Depends: z-lib

        Package: z-lib
        """;

    assertThat(solver.solved(index, "app")).containsExactly("z-lib 1", "init 1", "app 1");
    solver.core = SolveRequest.Core.NONE;
    assertThat(solver.solved(index, "app")).containsExactly("app 1");
  }

  @Test
  void anEssentialPackageThatIsExcludedIsDoneWithout() {
    solver.core = SolveRequest.Core.ESSENTIAL;
    solver.excluded.add("diff");

    assertThat(solver.solved("Package: diff\nEssential: yes\n\nPackage: sed\nEssential: yes\n", ""))
        .containsExactly("sed 1");
  }

  @Test
  void recommendedPackagesAreTakenWhereTheyAreToBeHad() {
    solver.recommends = true;
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

    assertThat(solver.solved(index, "app"))
        .containsExactlyInAnyOrder("app 1", "good 1", "better 1", "common 1");
    solver.recommends = false;
    assertThat(solver.solved(index, "app")).containsExactly("app 1");
  }

  @Test
  void aWishNeverKeepsOutWhatIsNeeded() {
    solver.recommends = true;
    String index =
        """
        Package: app
        Recommends: wish
        Depends: needed

        Package: wish
        Conflicts: needed

        Package: needed
        """;

    assertThat(solver.solved(index, "app")).containsExactly("needed 1", "app 1");
  }

  @Test
  void aPinnedVersionIsTakenThoughThereIsALaterOne() {
    solver.pins.put("lib", PackageVersion.of("1.0"));
    String index =
        """
        Package: app
        Depends: lib

        Package: lib
        Version: 2.0

        Package: lib
        Version: 1.0
        """;

    assertThat(solver.solved(index, "app")).containsExactly("lib 1.0", "app 1");
  }

  @Test
  void anExcludedPackageIsGoneRound() {
    solver.excluded.add("first");

    assertThat(
            solver.solved(
                "Package: app\nDepends: first | second\n\nPackage: first\n\nPackage: second\n",
                "app"))
        .containsExactly("second 1", "app 1");
  }
}
