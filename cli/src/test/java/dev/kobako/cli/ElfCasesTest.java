package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closures of programs of which it is known, by running them, what a bare root must hold. */
class ElfCasesTest {
  /** Data of the program's own, which only {@code --data} or {@code --include} takes. */
  private static final String DATA = "/etc/fxdata";

  /** Libraries of which this machine's CPU takes one; the record is of the machine that made it. */
  private static final Map<String, String> BY_CPU =
      Map.of("hwcaps", "/libhw.so", "dplat", "/libpl.so");

  @TempDir static Path temp;
  private static ScratchFolder scratch;
  private static ElfFixtures fixtures;
  private static Kobako kobako;

  @BeforeAll
  static void build() throws Exception {
    scratch = ScratchFolder.in(temp);
    fixtures = ElfFixtures.build(scratch.path());
    kobako = Kobako.withStore(temp.resolve("home"));
  }

  /** JUnit warns of every link out of the folder that it deletes; ours knows what it does. */
  @AfterAll
  static void delete() throws Exception {
    scratch.close();
  }

  @Test
  void aProgramThatRunsGetsAllThatItNeedsAndNoDecoy() {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (ElfFixture one : fixtures.cases()) {
      if (!one.runs() || one.how().equals("corrupt") || one.how().equals("trace")) {
        continue;
      }
      cases++;
      Kobako.Result result = list(one);
      List<String> lacking = new ArrayList<>(one.required());
      lacking.remove(DATA);
      lacking.removeAll(result.lines());
      List<String> decoys = new ArrayList<>(one.decoys());
      decoys.retainAll(result.lines());
      String byCpu = BY_CPU.get(one.name());
      if (byCpu != null && result.lines().stream().anyMatch(path -> path.endsWith(byCpu))) {
        lacking.removeIf(path -> path.endsWith(byCpu));
        decoys.removeIf(path -> path.endsWith(byCpu));
      }
      if (result.code() != 0 || !lacking.isEmpty() || !decoys.isEmpty()) {
        wrong.add(one + ": lacks " + lacking + ", takes " + decoys + ", said " + result.err());
      }
    }
    System.out.println(cases - wrong.size() + " of " + cases + " closures hold what is needed");
    assertThat(wrong).isEmpty();
    assertThat(cases).isGreaterThan(40);
  }

  @Test
  void aProgramThatDoesNotStartIsAFindingThatNamesWhatIsMissing() {
    List<String> wrong = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ElfFixture one : fixtures.cases()) {
      if (one.runs() || one.how().equals("corrupt")) {
        continue;
      }
      names.add(one.name());
      Kobako.Result result = list(one);
      boolean named = one.missing().stream().allMatch(result.err()::contains);
      if (result.code() != 1 || !named || !result.out().isEmpty()) {
        wrong.add(one + ": " + result);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(names)
        .containsExactlyInAnyOrder(
            "runpath_noinherit", "needed_rel_cwd", "textlib", "nodeflib", "missing", "dyn32");
  }

  @Test
  void aDamagedFileIsExplainedAndNeverACrash() {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (ElfFixture one : fixtures.cases()) {
      if (!one.how().equals("corrupt")) {
        continue;
      }
      cases++;
      Kobako.Result result = list(one);
      boolean explained =
          result.err().startsWith("kobako: /opt/fx/corrupt/") && result.out().isEmpty();
      boolean listed = result.err().isEmpty() && result.lines().contains(one.program());
      boolean fits = result.code() == 0 ? listed : explained && result.code() == 1;
      if (!fits || (one.runs() && result.code() != 0) || result.err().contains("internal error")) {
        wrong.add(one + ": " + result);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases).isGreaterThan(20);
  }

  private static Kobako.Result list(ElfFixture one) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("bundle", "--from", "rootfs:" + fixtures.root(), "--list"));
    arguments.addAll(List.of("--cpu", "native", "--workdir", one.workingDirectory()));
    one.environment().forEach((name, value) -> arguments.addAll(List.of("-e", name + "=" + value)));
    arguments.add(one.program());
    return kobako.run(arguments);
  }
}
