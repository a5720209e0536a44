package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdviceListTest {
  private static Advice advice(String what, long bytes, OptionalLong compressed) {
    return new Advice(
        AdviceKind.CACHE,
        what,
        1,
        new Saving(bytes, compressed),
        List.of(),
        List.of(),
        "none",
        "none");
  }

  @Test
  void whatSavesOnePercentOnDiskOrAsStoredIsWorthwhile() {
    AdviceList list =
        new AdviceList(
            List.of(
                advice("neither", 99, OptionalLong.of(9)),
                advice("on disk", 100, OptionalLong.of(9)),
                advice("as stored", 99, OptionalLong.of(10)),
                advice("another compression", 0, OptionalLong.of(10)),
                advice("nobody knows", 99, OptionalLong.empty())),
            new Saving(0, OptionalLong.empty()));
    assertThat(list.worthwhile(10_000, 1000))
        .extracting(Advice::what)
        .containsExactly("on disk", "as stored", "another compression");
    assertThat(list.worthwhile(0, 0)).isEmpty();
  }

  @Test
  void whatSavesTheLargerPartComesFirst() throws IOException {
    byte[] packed = new byte[10_000];
    new Random(1).nextBytes(packed);
    byte[] tar =
        new TarBuilder()
            .file("var/cache/zeros", 0644, new byte[20_000])
            .file("srv/.git/pack", 0644, packed)
            .bytes();
    AdviceList list =
        ImageAnalysis.of(
                TestImages.of(List.of(tar), true), new ImageAnalysis.Wishes(true, List.of()))
            .advice();
    assertThat(list.all())
        .extracting(Advice::kind)
        .containsSubsequence(AdviceKind.VERSION_CONTROL, AdviceKind.CACHE);
  }
}
