package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Platform;
import dev.kobako.report.AdviceList;
import dev.kobako.report.Analysis;
import dev.kobako.report.Contents;
import dev.kobako.report.DiveFigures;
import dev.kobako.report.DuplicateFiles;
import dev.kobako.report.LostLinks;
import dev.kobako.report.Portion;
import dev.kobako.report.Saving;
import dev.kobako.tree.ImagePath;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExplainReportTest {
  private static final Image IMAGE =
      ImageAssembly.scratch(ImageConfig.builder().platform(Platform.parse("linux/amd64")).build())
          .image(Instant.EPOCH);

  private static Analysis analysis(List<DuplicateFiles> duplicates, List<LostLinks> lostLinks) {
    Contents contents =
        new Contents(
            0,
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            new Portion("no package", 0, 0),
            Optional.empty(),
            List.of());
    return new Analysis(
        List.of(),
        contents,
        List.of(),
        duplicates,
        lostLinks,
        List.of(),
        List.of(),
        List.of(),
        new DiveFigures(1, 0, 0),
        new AdviceList(List.of(), new Saving(0, OptionalLong.empty())),
        List.of());
  }

  private static String printed(Analysis analysis) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ExplainReport(analysis, new PrintStream(out, true, StandardCharsets.UTF_8))
        .print("app", IMAGE);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<ImagePath> paths(String folder, int count) {
    List<ImagePath> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      paths.add(ImagePath.of(folder + "/" + i));
    }
    return paths;
  }

  private static DuplicateFiles duplicates(List<ImagePath> paths) {
    return new DuplicateFiles(
        paths.stream().map(path -> new DuplicateFiles.Copy(path, 0)).toList(), 10);
  }

  /** Each path of the one against each of the other would be a hundred billion comparisons. */
  @Test
  @Timeout(60)
  void manyCopiesBesideManyLostLinksCostLittle() {
    int many = 300_000;
    String page =
        printed(
            analysis(
                List.of(duplicates(paths("/copy", many)), duplicates(paths("/link", 2))),
                List.of(new LostLinks(paths("/link", many), 10, 10L * (many - 1)))));
    assertThat(page)
        .contains(
            """
            more than once
                  3.0 MB  300000 times 10 B: /copy/0, /copy/1, …
                    10 B  2 times 10 B: /link/0, /link/1  (were hard links)
            """);
  }
}
