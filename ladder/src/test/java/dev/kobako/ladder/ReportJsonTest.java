package dev.kobako.ladder;

import static dev.kobako.ladder.MadeImage.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.slim.KeepSet;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {
  @TempDir Path folder;

  private SlimResult result() throws IOException {
    MadeImage image =
        new MadeImage(folder)
            .layer(
                "RUN make",
                new TarBuilder()
                    .file("data/read", 0644, "read")
                    .file("data/unread", 0644, "12345")
                    .file("docs/one", 0644, "123456")
                    .hardlink("docs/two", "docs/one"));
    Original original = image.original();
    SlimRequest request =
        new SlimRequest(
            Level.MINIMAL,
            List.of(),
            KeepRules.NONE,
            0,
            Proving.DEFAULT,
            Compression.GZIP,
            Instant.EPOCH,
            "1");
    KeepSet keepSet =
        new Selection(original, new KeepRules(List.of(), List.of(), false, Set.of("made-files")))
            .of(Level.MINIMAL, opened("/data/read"), new LinkedHashMap<>());
    Written written = new Writing(original, request).write(keepSet, image, image.staging());
    TreeMap<Phase, Duration> times = new TreeMap<>();
    times.put(Phase.READ, Duration.ofMillis(12));
    return new SlimResult(
        original,
        written.image(),
        Level.MINIMAL,
        keepSet,
        opened("/data/read"),
        new Extent(15, 200, 4, 1),
        new Extent(4, 100, 1, 0),
        List.of(ImagePath.of("/data/read")),
        Optional.empty(),
        times);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Test
  void sumsUpWhatStaysByReasonAndWhatWent() throws IOException {
    SlimResult result = result();

    assertThat(text(ReportJson.summary(result, List.of("app:slim"))).replaceAll("\\s+", ""))
        .isEqualTo(
            """
            {"format":"kobako-slim-report 1","image":"app","original":"%s","digest":"%s",
            "level":"minimal","written":["app:slim"],
            "before":{"size":15,"compressedSize":200,"files":4,"packages":1},
            "after":{"size":4,"compressedSize":100,"files":1,"packages":0},
            "kept":[{"reason":"opened in the trace","files":1,"size":4}],
            "removed":[{"path":"/docs/one","files":1,"size":6},
            {"path":"/data/unread","files":1,"size":5},
            {"path":"/docs/two","files":1,"size":0}],
            "repaired":["/data/read"],"milliseconds":{"read":12}}
            """
                .formatted(
                    result.original().image().descriptor().digest(),
                    result.image().descriptor().digest())
                .replaceAll("\\s+", ""));
  }

  @Test
  void tellsEveryKeptPathWithItsChainOfReasons() throws IOException {
    assertThat(text(ReportJson.whole(result(), List.of())).replaceAll("\\s+", " "))
        .contains(
            """
            { "path" : "/data", "kind" : "folder", "size" : 0, "how" : "holds", "by" :\
             "/data/read", "why" : [ "holds /data/read", "opened in the trace" ] }\
            """)
        .contains(
            """
            { "path" : "/data/read", "kind" : "file", "size" : 4, "how" : "opened in the trace",\
             "why" : [ "opened in the trace" ] }\
            """);
  }
}
