package dev.kobako.slim;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageConfigBuilder;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes the image of a plan.
 *
 * @param plan what goes in
 * @param kind where it comes from
 * @param settings how it is run
 * @param shrink how files are made smaller
 * @param layering how paths are spread over layers
 * @param compression of the new layers
 * @param platform that the programs are for
 * @param created the time written into the image and its entries
 * @param base the image to stand on, with its tree
 */
public record BundleAssembly(
    BundlePlan plan,
    Source.Kind kind,
    ImageSettings settings,
    ShrinkOptions shrink,
    Packer.Layering layering,
    Compression compression,
    Platform platform,
    Instant created,
    Optional<Base> base) {
  /**
   * An image that a bundle stands on.
   *
   * @param image its layers and configuration
   * @param tree what is in it
   */
  public record Base(Image image, Tree tree) {}

  /**
   * Makes the image.
   *
   * @param staging where new layers are written; they stay there until the image is stored
   * @param scratch a folder for files in between; must outlive the result
   * @param upx where UPX is; asked only if programs are packed
   */
  public BundleResult make(Path staging, Path scratch, Supplier<Path> upx) throws IOException {
    KeepSet keepSet = plan.keepSet();
    Packer packer = new Packer(kind, created);
    long stripped = 0;
    if (shrink.strip()) {
      Stripper stripper = new Stripper(scratch);
      keepSet = stripper.strip(keepSet);
      stripped = stripper.saved();
    }
    List<PackedProgram> packed = List.of();
    if (shrink.upx().isPresent()) {
      Packing packing =
          new Packing(new Upx(upx.get()), shrink, plan.environment(), compression, scratch);
      keepSet = packing.pack(keepSet, packer);
      packed = packing.report();
    }
    if (base.isPresent()) {
      keepSet = without(keepSet, base.get().tree());
    }
    List<Layer> layers = packer.layers(keepSet, layering, compression, staging);
    return new BundleResult(
        image(layers), keepSet, files(keepSet), keepSet.bytes(), stripped, packed);
  }

  private static long files(KeepSet keepSet) {
    return keepSet.all().stream()
        .filter(kept -> !(kept.entry() instanceof Entry.Directory))
        .count();
  }

  private Image image(List<Layer> layers) {
    ImageAssembly assembly =
        base.map(value -> ImageAssembly.on(value.image()))
            .orElseGet(
                () -> ImageAssembly.scratch(ImageConfig.builder().platform(platform).build()));
    for (int i = 0; i < layers.size(); i++) {
      String what =
          layers.size() > 1 && i == 0 ? "kobako bundle: loader and C library" : "kobako bundle";
      assembly = assembly.plus(layers.get(i), HistoryEntry.of(created, what));
    }
    return assembly.with(config(assembly.config())).image(created);
  }

  private ImageConfig config(ImageConfig before) {
    ImageConfigBuilder config = before.toBuilder();
    config.env(environment(before));
    settings
        .entrypoint()
        .or(() -> plan.programs().stream().findFirst().map(path -> List.of(path.toString())))
        .ifPresent(config::entrypoint);
    if (!settings.cmd().isEmpty()
        || !plan.programs().isEmpty()
        || settings.entrypoint().isPresent()) {
      config.cmd(settings.cmd());
    }
    settings.workingDirectory().ifPresent(config::workingDir);
    settings.user().ifPresent(config::user);
    SortedMap<String, String> labels = new TreeMap<>(before.labels());
    labels.putAll(settings.labels());
    config.labels(labels);
    if (!settings.exposedPorts().isEmpty()) {
      List<String> ports = new ArrayList<>(before.exposedPorts());
      settings.exposedPorts().stream().filter(port -> !ports.contains(port)).forEach(ports::add);
      config.exposedPorts(ports);
    }
    return config.build();
  }

  private List<String> environment(ImageConfig before) {
    SortedMap<String, String> environment = before.environment();
    plan.environment()
        .forEach((name, value) -> {
          // A base knows where its own programs are, unless the user says otherwise.
          if (!name.equals("PATH") || settings.environment().containsKey(name)) {
            environment.put(name, value);
          } else {
            environment.putIfAbsent(name, value);
          }
        });
    settings
        .environment()
        .forEach((name, value) -> {
          if (value.isEmpty()) {
            environment.remove(name);
          }
        });
    return environment.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .toList();
  }

  /**
   * What the base does not have yet; a path where base and bundle disagree about links is an error.
   */
  private static KeepSet without(KeepSet keepSet, Tree base) {
    TreeMap<ImagePath, Kept> rest = new TreeMap<>();
    for (Kept kept : keepSet.all()) {
      Optional<Entry> there = base.entry(kept.path());
      boolean both = kept.entry() instanceof Entry.Directory;
      if (there.isPresent() && both && there.get() instanceof Entry.Directory) {
        continue;
      }
      if (there.isPresent() && sameLink(kept.entry(), there.get())) {
        continue;
      }
      if (there.isPresent() && both != there.get() instanceof Entry.Directory) {
        throw KobakoException.usage(
            Diagnostic.of(
                kept.path().toString(),
                "is a "
                    + kind(kept.entry())
                    + " in the bundle and a "
                    + kind(there.get())
                    + " in the base",
                "choose a base with the same folder layout (merged /usr or not)"));
      }
      rest.put(kept.path(), kept);
    }
    return new KeepSet(rest);
  }

  private static boolean sameLink(Entry a, Entry b) {
    return a instanceof Entry.Symlink one
        && b instanceof Entry.Symlink other
        && one.target().equals(other.target());
  }

  private static String kind(Entry entry) {
    return switch (entry) {
      case Entry.Directory _ -> "directory";
      case Entry.RegularFile _ -> "file";
      case Entry.Symlink _ -> "link";
      case Entry.Device _ -> "device";
      case Entry.Fifo _ -> "fifo";
    };
  }
}
