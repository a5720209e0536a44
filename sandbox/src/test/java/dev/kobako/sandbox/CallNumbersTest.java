package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallNumbersTest {
  private static final int AUDIT_ARCH_X86_64 = 0xC000_003E;
  private static final int AUDIT_ARCH_I386 = 0x4000_0003;
  private static final int X32 = 0x4000_0000;

  private static String name(int architecture, int number) {
    return CallNumbers.Way.of(architecture, number)
        .flatMap(way -> CallNumbers.name(way, number))
        .orElse("");
  }

  @Test
  void aNumberMeansAnotherCallInEachWay() {
    assertThat(name(AUDIT_ARCH_X86_64, 2)).isEqualTo("open");
    assertThat(name(AUDIT_ARCH_X86_64, 520)).isEmpty();
    assertThat(name(AUDIT_ARCH_X86_64, X32 | 520)).isEqualTo("execve");
    assertThat(name(AUDIT_ARCH_I386, 5)).isEqualTo("open");
    assertThat(CallNumbers.of(CallNumbers.Way.AARCH64, "open")).isEqualTo(-1);
    assertThat(CallNumbers.of(CallNumbers.Way.AARCH64, "openat")).isEqualTo(56);
    assertThat(CallNumbers.of(CallNumbers.Way.ARM, "openat")).isEqualTo(322);
  }

  @Test
  void whatNobodyKnowsHasNoName() {
    assertThat(name(AUDIT_ARCH_X86_64, 100_000)).isEmpty();
    assertThat(name(AUDIT_ARCH_X86_64, -1)).isEmpty();
    assertThat(name(7, 1)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyWayHasItsFileCalls(CallNumbers.Way way) {
    List<List<FileCallForm>> forms = FileCallForm.byNumber(way);

    assertThat(forms).hasSize(CallNumbers.end(way));
    assertThat(forms.get(CallNumbers.of(way, "renameat2")))
        .extracting(FileCallForm::path)
        .containsExactly(1, 3);
    assertThat(forms.get(CallNumbers.of(way, "getpid"))).isEmpty();
  }

  @Test
  void everyCallThatIsWatchedHasANumber() {
    Set<String> names = FileCallForm.names();

    assertThat(names).hasSizeGreaterThan(70);
    assertThat(names)
        .allMatch(name ->
            List.of(CallNumbers.Way.values()).stream()
                .anyMatch(way -> CallNumbers.of(way, name) >= 0));
  }
}
