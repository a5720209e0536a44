package dev.kobako.cli;

import dev.kobako.build.BaseImages;
import dev.kobako.build.BuildCache;
import dev.kobako.build.BuildContexts;
import dev.kobako.compare.BuildSettings;
import dev.kobako.compare.MadeImage;
import dev.kobako.compare.Matrix;
import dev.kobako.config.FieldText;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.image.StagedFile;
import dev.kobako.transfer.BaseSupply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The images that cells start from: those that the matrix makes, those of base files, and all
 * others that there are. Each is made once. Safe for use by several threads.
 */
final class ComparedImages implements BaseImages {
  private static final String SCRATCH = "scratch";

  /** What Dockerfiles call a base that is a file. */
  private static final String OF_FILES = "compared/";

  private final CompareMeans means;
  private final boolean fresh;
  private final BuildCache cache;
  private final BaseImages others;
  private final Map<String, BuildSettings> made = new HashMap<>();
  private final Map<String, Path> files = new HashMap<>();
  private final Map<String, Image> found = new HashMap<>();
  private final Set<String> making = new HashSet<>();

  /**
   * @param cache for images that the matrix makes
   * @param fresh whether bases of files are composed again
   */
  ComparedImages(Matrix matrix, CompareMeans means, BuildCache cache, boolean fresh) {
    this.means = means;
    this.fresh = fresh;
    this.cache = cache;
    this.others = new BuildBases(means.homes(), BaseSupply.NONE, means.display(), false);
    for (MadeImage each : matrix.images()) {
      made.put(each.name(), each.build());
    }
  }

  /** What a Dockerfile has to call the base that a matrix names. */
  synchronized String reference(FieldText base) {
    String text = base.text();
    if (!isFile(text)) {
      return text;
    }
    Path file = means.beside().resolve(text).normalize();
    String name =
        OF_FILES
            + text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "")
            + "-"
            + Digest.sha256(file.toString().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8);
    files.put(name, file);
    return name;
  }

  private static boolean isFile(String text) {
    return text.endsWith(".yaml") || text.endsWith(".yml");
  }

  /** An image that a matrix names where it has no Dockerfile. */
  Image image(FieldText base) {
    return base.text().equals(SCRATCH) ? nothing() : find(reference(base), Platform.host());
  }

  private static Image nothing() {
    return ImageAssembly.scratch(ImageConfig.builder().platform(Platform.host()).build())
        .image(Instant.EPOCH);
  }

  @Override
  public synchronized Image find(String reference, Platform platform) {
    Image known = found.get(reference);
    if (known != null) {
      return known;
    }
    Path file = files.get(reference);
    BuildSettings build = made.get(reference);
    Image image;
    if (file != null) {
      image = composed(file);
    } else if (build != null) {
      if (!making.add(reference)) {
        throw KobakoException.finding(
            Diagnostic.of(
                "images." + reference, "is made of itself", "let it start from something else"));
      }
      try {
        image = made(reference, build);
      } finally {
        making.remove(reference); // another cell may have more luck, or learns the same
      }
    } else {
      return others.find(reference, platform);
    }
    found.put(reference, image);
    return image;
  }

  private Image made(String name, BuildSettings build) {
    if (!build.isBuild()) {
      return image(build.base().orElseThrow());
    }
    means.display().note("making " + name);
    CellBuilder builder = new CellBuilder(means, build, build.base().map(this::reference));
    BuildContexts.Opened opened = builder.open(cache.folder());
    BuildOutputTail output = new BuildOutputTail();
    try (BuildDisplay display = output.display()) {
      return builder.build(opened, cache, this, display);
    } catch (IOException e) {
      throw notMade("images." + name, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * By {@code kobako base}, into a folder that is known by what the file and its lock say. Where it
   * has no lock, none is written.
   */
  private Image composed(Path file) {
    try {
      byte[] text = new InputFile("base: " + file, file).bytes();
      Path lock = BaseArguments.lockOf(file);
      boolean isLocked = Files.isRegularFile(lock);
      String key =
          Digest.sha256(text).hex()
              + (isLocked ? Digest.sha256(Files.readAllBytes(lock)).hex() : "")
              + Platform.host()
              + Main.VERSION;
      Path folder =
          means
              .folder()
              .resolve("bases")
              .resolve(Digest.sha256(key.getBytes(StandardCharsets.UTF_8)).hex());
      if (fresh || !Files.isDirectory(folder)) {
        compose(file, isLocked, folder);
      }
      return means
          .homes()
          .read(new ImageLocation.Layout(folder, Optional.empty()), Platform.host());
    } catch (IOException e) {
      throw notMade(file.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  private void compose(Path file, boolean isLocked, Path folder) throws IOException {
    means.display().note("composing " + Printed.of(String.valueOf(file.getFileName())));
    try (ScratchFolder scratch = ScratchFolder.in(means.homes().store().stagingFolder())) {
      Path made = scratch.path().resolve("base");
      List<String> words =
          new ArrayList<>(List.of("base", "-q", "--file", file.toString(), "-o", "oci:" + made));
      if (!isLocked) {
        words.addAll(List.of("--lock", scratch.path().resolve("lock").toString()));
      }
      run(file, words);
      Files.createDirectories(StagedFile.folderOf(folder));
      if (Files.isDirectory(folder)) {
        Files.move(folder, scratch.path().resolve("old"), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void run(Path file, List<String> words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            out,
            out,
            InputStream.nullInputStream(),
            means.console().environment(),
            means.beside().toString());
    if (Main.run(words, console) != 0) {
      throw notMade(
          file.toString(),
          said.toString(StandardCharsets.UTF_8).strip().replaceFirst("^kobako: ", ""),
          null);
    }
  }

  private static KobakoException notMade(String place, String why, @Nullable Throwable cause) {
    return KobakoException.outside(
        Diagnostic.of(place, "can't be made: " + why, "try it by itself with kobako base"), cause);
  }
}
