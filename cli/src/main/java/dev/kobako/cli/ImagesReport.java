package dev.kobako.cli;

import dev.kobako.image.Digest;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageUsage;
import dev.kobako.image.Platform;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The images of the store as a table or JSON. */
final class ImagesReport {
  private static final List<String> HEAD =
      List.of("NAME", "PLATFORM", "DIGEST", "CREATED", "ON DISK", "COMPRESSED", "SHARED", "OWN");

  /** Columns from here on hold numbers, which stand to the right. */
  private static final int NUMBERS = 4;

  private ImagesReport() {}

  /**
   * The table.
   *
   * @param storeBytes what all files of the store take
   * @param whole whether digests are printed whole
   */
  static void print(List<ImagesCommand.Row> rows, long storeBytes, boolean whole, PrintStream out) {
    List<List<String>> table = new ArrayList<>(List.of(HEAD));
    for (ImagesCommand.Row row : rows) {
      ImageUsage usage = row.usage();
      List<String> names = usage.names().isEmpty() ? List.of("<none>") : familiar(usage);
      for (String name : names) {
        table.add(cells(name, row, whole));
      }
    }
    new Columns(table, NUMBERS).print(out);
    out.println();
    out.println(
        rows.size()
            + (rows.size() == 1 ? " image" : " images")
            + ", the store takes "
            + Sizes.text(storeBytes));
  }

  private static List<String> cells(String name, ImagesCommand.Row row, boolean whole) {
    ImageUsage usage = row.usage();
    Digest digest = usage.descriptor().digest();
    return List.of(
        name,
        platforms(usage),
        whole ? digest.toString() : digest.brief(),
        usage.created().map(time -> time.toString().substring(0, 10)).orElse("-"),
        row.size().isPresent() ? Sizes.text(row.size().getAsLong()) : "?",
        Sizes.text(usage.compressed()),
        Sizes.text(usage.shared()),
        Sizes.text(usage.own()));
  }

  private static String platforms(ImageUsage usage) {
    String there =
        switch (usage.platforms().size()) {
          case 0 -> "-";
          case 1 -> usage.platforms().getFirst().toString();
          default -> usage.platforms().size() + " platforms";
        };
    return usage.complete() ? there : there + " (incomplete)";
  }

  private static List<String> familiar(ImageUsage usage) {
    return usage.names().stream().map(name -> ImageReference.parse(name).familiar()).toList();
  }

  static String json(List<ImagesCommand.Row> rows) throws IOException {
    List<Object> all = new ArrayList<>();
    for (ImagesCommand.Row row : rows) {
      ImageUsage usage = row.usage();
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("names", usage.names().isEmpty() ? List.of() : familiar(usage));
      json.put("digest", usage.descriptor().digest().toString());
      json.put("mediaType", usage.descriptor().mediaType());
      json.put("platforms", usage.platforms().stream().map(Platform::toString).toList());
      json.put("missing", usage.missing().stream().map(Platform::toString).toList());
      json.put("created", usage.created().map(Instant::toString).orElse(null));
      json.put("size", orNull(row.size()));
      json.put("compressedSize", usage.compressed());
      json.put("sharedSize", usage.shared());
      json.put("ownSize", usage.own());
      json.put("complete", usage.complete());
      all.add(json);
    }
    return JsonText.of(all);
  }

  private static @Nullable Long orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
