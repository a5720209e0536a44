package dev.kobako.page;

import dev.kobako.image.Digest;
import dev.kobako.report.Advice;
import dev.kobako.report.AdviceKind;
import dev.kobako.report.AdviceList;
import dev.kobako.report.Analysis;
import dev.kobako.report.Contents;
import dev.kobako.report.DiveFigures;
import dev.kobako.report.DuplicateFiles;
import dev.kobako.report.ImageSurvey;
import dev.kobako.report.Inventory;
import dev.kobako.report.LayerAnalysis;
import dev.kobako.report.Portion;
import dev.kobako.report.Saving;
import dev.kobako.report.Secret;
import dev.kobako.report.SecretKind;
import dev.kobako.report.SettingSecret;
import dev.kobako.report.Sighting;
import dev.kobako.report.Waste;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a survey of a naive image of a web application in Python finds, for pictures: groups of
 * files as {@code example.txt} has them, with names and sizes that are drawn by lot, always the
 * same.
 */
final class ExampleImage {
  private static final List<String> INSTRUCTIONS =
      List.of(
          "ADD rootfs.tar.xz /",
          "RUN apt-get update && apt-get install -y build-essential libpq-dev git curl",
          "COPY requirements.txt /app/",
          "RUN pip install -r /app/requirements.txt",
          "COPY . /app",
          "RUN chown -R app:app /app && rm -rf /var/lib/apt/lists/*");

  private static final List<Advice> ADVICE =
      List.of(
          new Advice(
              AdviceKind.BUILD_TOOLS,
              "compilers and what only they need",
              1250,
              new Saving(182_400_000, OptionalLong.empty()),
              List.of(new Advice.Share(1, 182_400_000)),
              List.of("g++-12", "gcc-12", "binutils", "libstdc++-12-dev"),
              "build in a stage of its own and COPY --from the result",
              "kobako slim IMAGE"),
          new Advice(
              AdviceKind.CACHE,
              "what pip has fetched",
              88,
              new Saving(34_000_000, OptionalLong.empty()),
              List.of(new Advice.Share(3, 34_000_000)),
              List.of("/root/.cache/pip/http"),
              "pip install --no-cache-dir",
              ""));

  private final Random random = new Random(8);
  private final TreeMap<ImagePath, Inventory.Item> files = new TreeMap<>();
  private final List<Waste> waste = new ArrayList<>();

  private ExampleImage() {}

  /** The image as it is built. */
  static Subject naive() {
    return new ExampleImage().read("shop:naive", 1, false);
  }

  /** What of it is left when it has been made smaller; files have reasons. */
  static Subject slim() {
    return new ExampleImage().read("shop:slim", 1, true);
  }

  /** The same with so many times as many files. */
  static Subject large(int times) {
    return new ExampleImage().read("shop:large", times, false);
  }

  private Subject read(String name, int times, boolean onlyKept) {
    lines().forEach(line -> group(line, times, onlyKept));
    List<Inventory.Item> all = List.copyOf(files.values());
    long bytes = all.stream().mapToLong(Inventory.Item::bytes).sum();
    if (!onlyKept) {
      waste();
    }
    List<LayerAnalysis> layers = layers(all, onlyKept);
    Contents contents =
        new Contents(
            all.size(),
            bytes,
            0,
            List.of(),
            List.of(),
            List.of(),
            new Portion("", all.size(), bytes),
            Optional.empty(),
            List.of());
    Analysis analysis =
        new Analysis(
            layers,
            contents,
            waste,
            List.of(
                new DuplicateFiles(
                    List.of(
                        new DuplicateFiles.Copy(ImagePath.of("/app/static/vendor/three.js"), 4),
                        new DuplicateFiles.Copy(ImagePath.of("/app/src/vendor/three.js"), 4)),
                    1_270_000)),
            List.of(),
            List.of(new Sighting(ImagePath.of("/usr/bin/su"), 0, true)),
            onlyKept
                ? List.of()
                : List.of(
                    new Secret(
                        new Sighting(ImagePath.of("/app/deploy/id_ed25519"), 4, false),
                        SecretKind.PRIVATE_KEY)),
            onlyKept
                ? List.of()
                : List.of(new SettingSecret("history 3: ARG REGISTRY", SecretKind.NPM_TOKEN)),
            new DiveFigures(1, 0, 0),
            new AdviceList(onlyKept ? List.of() : ADVICE, new Saving(0, OptionalLong.empty())),
            List.of());
    return new Subject(
        name,
        Digest.sha256(name.getBytes(StandardCharsets.UTF_8)).toString(),
        "linux/amd64",
        new ImageSurvey(analysis, new Inventory(all)));
  }

  private static List<String> lines() {
    try (InputStream in = ExampleImage.class.getResourceAsStream("example.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void group(String line, int times, boolean onlyKept) {
    String[] words = line.split(" +");
    int layer = Integer.parseInt(words[0]);
    String owner = words[1].equals("-") ? "" : words[1];
    String kind = words[2].replace('_', ' ');
    long kilobytes = Long.parseLong(words[3]);
    int count = Integer.parseInt(words[4]) * (words[4].equals("1") ? 1 : times);
    int kept = Integer.parseInt(words[5]);
    String pattern = words[6];
    double[] shares = shares(count);
    for (int i = 0; i < count; i++) {
      boolean stays = random.nextInt(100) < kept;
      ImagePath path = ImagePath.of(pattern.replace("#", name(i)).replace("%", folder(i)));
      long bytes = Math.round(shares[i] * kilobytes * 1000);
      if (stays || !onlyKept) {
        String reason = !onlyKept ? "" : kept == 100 ? "opened in the trace" : "of a family";
        files.put(path, new Inventory.Item(path, bytes, onlyKept ? 0 : layer, kind, owner, reason));
      }
    }
  }

  /** Parts of a whole as sizes of files are: few large ones, many small ones. */
  private double[] shares(int count) {
    double[] shares = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      shares[i] = Math.exp(1.3 * random.nextGaussian());
      sum += shares[i];
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static final String[] SYLLABLES = {
    "ba", "co", "de", "fil", "gen", "in", "ko", "lex", "mi", "net", "op", "par", "qu", "ren", "so",
    "tex", "un", "ver", "xi", "zo"
  };

  private static String name(int i) {
    int count = SYLLABLES.length;
    return SYLLABLES[i % count]
        + SYLLABLES[(i / count + i * 7) % count]
        + (i >= count * count
            ? "_" + i / (count * count)
            : i % 3 == 0 ? SYLLABLES[i * 3 % count] : "");
  }

  private static String folder(int i) {
    return SYLLABLES[i * 13 % SYLLABLES.length] + SYLLABLES[i / 9 % SYLLABLES.length];
  }

  private void waste() {
    for (int i = 0; i < 30; i++) {
      waste.add(
          new Waste(
              ImagePath.of("/var/lib/apt/lists/" + name(i) + "_Packages"),
              1_900_000 - i * 50_000L,
              1,
              5,
              Waste.Fate.DELETED));
      waste.add(
          new Waste(
              ImagePath.of("/app/src/" + name(i) + ".py"),
              900_000 - i * 20_000L,
              4,
              5,
              Waste.Fate.ATTRIBUTES_CHANGED));
    }
    waste.sort((one, other) -> Long.compare(other.bytes(), one.bytes()));
  }

  private List<LayerAnalysis> layers(List<Inventory.Item> all, boolean slim) {
    List<LayerAnalysis> layers = new ArrayList<>();
    int count = slim ? 1 : INSTRUCTIONS.size();
    for (int i = 0; i < count; i++) {
      int number = i;
      long hidden =
          waste.stream().filter(each -> each.shippedBy() == number).mapToLong(Waste::bytes).sum();
      long caused =
          waste.stream().filter(each -> each.hiddenBy() == number).mapToLong(Waste::bytes).sum();
      long visible =
          all.stream()
              .filter(each -> each.layer() == number)
              .mapToLong(Inventory.Item::bytes)
              .sum();
      long files = all.stream().filter(each -> each.layer() == number).count();
      String instruction = slim ? "kobako slim shop:naive" : INSTRUCTIONS.get(i);
      layers.add(
          new LayerAnalysis(
              i,
              Digest.sha256(instruction.getBytes(StandardCharsets.UTF_8)),
              instruction,
              visible + hidden,
              (visible + hidden) * 38 / 100,
              true,
              new LayerAnalysis.Changes(files, i == 5 ? 30 : 0, i == 5 ? 30 : 0),
              hidden,
              caused));
    }
    return layers;
  }
}
