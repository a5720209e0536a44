package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GroundTruthTest {
  private static final int IMAGES = 200;

  @Test
  void findsExactlyWhatRandomImagesHave() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (int seed = 0; seed < IMAGES; seed++) {
      RandomImage image = new RandomImage(seed);
      List<String> truth = image.truth();
      truth.forEach(line -> kinds.add(line.replaceAll("/\\S+|some name|[0-9]+|[\\[\\],@:]", "")));
      assertThat(found(image, ImageAnalysis.of(image.image())))
          .as("image of seed %d", seed)
          .containsExactlyElementsOf(truth);
    }
    // that the lot has drawn everything
    assertThat(kinds.stream().map(kind -> kind.strip().replaceAll(" +", " ")).distinct())
        .contains(
            "waste of DELETED by",
            "waste of REPLACED by",
            "waste of ATTRIBUTES_CHANGED by",
            "waste of REPEATED by",
            "same",
            "lost of",
            "secret of visible",
            "secret of hidden",
            "setuid of visible",
            "setuid of hidden",
            "debug",
            "package p files bytes",
            "kind locales files bytes",
            "kind documentation files bytes",
            "kind headers files bytes",
            "kind static libraries files bytes",
            "kind debug files files bytes",
            "kind caches files bytes",
            "kind version control files bytes",
            "kind test data files bytes",
            "kind source maps files bytes");
  }

  private static List<String> found(RandomImage image, Analysis analysis) {
    List<String> lines = new ArrayList<>();
    analysis
        .waste()
        .forEach(waste ->
            lines.add(
                "waste %s %d of %d %s by %d"
                    .formatted(
                        image.nameOrSome(waste.path().toString()),
                        waste.bytes(),
                        waste.shippedBy(),
                        waste.fate(),
                        waste.hiddenBy())));
    lines.add(
        "visible %d files %d bytes"
            .formatted(analysis.contents().files(), analysis.contents().bytes()));
    lines.add("shipped " + analysis.bytes());
    for (DuplicateFiles duplicate : analysis.duplicates()) {
      Set<String> copies = new TreeSet<>();
      duplicate
          .copies()
          .forEach(copy -> copies.add(copy.path() + "@" + copy.layer() + ":" + duplicate.bytes()));
      lines.add("same " + copies);
    }
    analysis
        .lostLinks()
        .forEach(links -> lines.add("lost " + links.lost() + " of " + links.bytes()));
    analysis.secrets().forEach(secret -> lines.add("secret " + text(secret.sighting())));
    analysis.privileged().forEach(file -> lines.add("setuid " + text(file)));
    Contents contents = analysis.contents();
    lines.add("debug " + contents.debugBytes());
    for (Portion kind : contents.kinds()) {
      if (!kind.name().equals(FileKind.OTHER.text())) {
        lines.add("kind %s %d files %d bytes".formatted(kind.name(), kind.files(), kind.bytes()));
      }
    }
    for (PackagePortion each : contents.packages()) {
      lines.add(
          "package %s %d files %d bytes"
              .formatted(each.owner().name(), each.files(), each.bytes()));
    }
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private static String text(Sighting file) {
    return file.path() + " of " + file.layer() + (file.visible() ? " visible" : " hidden");
  }
}
