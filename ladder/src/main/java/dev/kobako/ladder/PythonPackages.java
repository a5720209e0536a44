package dev.kobako.ladder;

import dev.kobako.packages.CompiledPython;
import dev.kobako.packages.PythonRecord;
import dev.kobako.slim.PackageDeadWeight;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What pip, Debian and others install into site-packages: of a distribution of which a module was
 * imported all modules, data and its metadata. Which files are whose says RECORD (PEP 376); where
 * there is none, the names at the top.
 */
final class PythonPackages implements Family {
  @Override
  public String name() {
    return "python-packages";
  }

  @Override
  public String about() {
    return "A Python distribution of which a run imported a module stays with its data and metadata,"
        + " without tests, documentation, type stubs, C sources and compiled twins.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (ImagePath site : touched.openedIn(PythonPackages::site).keySet()) {
      complete(site, touched);
    }
  }

  private static Optional<ImagePath> site(ImagePath path) {
    return path.toString().contains("-packages/")
        ? Ancestors.nearest(
            path,
            folder ->
                folder.name().equals("site-packages") || folder.name().equals("dist-packages"))
        : Optional.empty();
  }

  private static void complete(ImagePath site, Touched touched) throws IOException {
    List<ImagePath> imported =
        touched.opened().stream()
            .filter(path -> site(path).filter(site::equals).isPresent())
            .filter(path -> !isMetadata(Ancestors.below(site, path).getFirst()))
            .toList();
    Set<ImagePath> recorded = new TreeSet<>();
    for (String name : touched.tree().names(site)) {
      if (isMetadata(name)) {
        List<ImagePath> files = files(site, site.child(name), touched);
        recorded.addAll(files);
        Set<ImagePath> mine = Set.copyOf(files);
        Optional<ImagePath> because =
            imported.stream().filter(path -> mine.contains(source(path))).findFirst();
        if (because.isPresent()) {
          keepAll(site, files, because.get(), touched);
          touched.keepAll(site.child(name), _ -> true, because.get());
        }
      }
    }
    Set<String> tops = new HashSet<>();
    for (ImagePath path : imported) {
      if (!recorded.contains(source(path)) && tops.add(Ancestors.below(site, path).getFirst())) {
        keepTop(site, path, touched);
      }
    }
  }

  private static void keepAll(
      ImagePath site, List<ImagePath> files, ImagePath because, Touched touched)
      throws IOException {
    for (ImagePath file : files) {
      if (touched.tree().entry(file).isPresent()
          && !PackageDeadWeight.contains(Ancestors.below(site, file))) {
        touched.keep(file, because);
      }
    }
  }

  /** A folder of modules that no RECORD tells of, with the metadata of the same name. */
  private static void keepTop(ImagePath site, ImagePath because, Touched touched)
      throws IOException {
    String top = Ancestors.below(site, because).getFirst();
    if (!(touched.tree().entry(site.child(top)).orElse(null) instanceof Entry.Directory)
        || top.equals("__pycache__")) {
      return;
    }
    touched.keepAll(
        site.child(top), path -> !PackageDeadWeight.contains(Ancestors.below(site, path)), because);
    for (String name : touched.tree().names(site)) {
      if (isMetadata(name)
          && normal(name.substring(0, distributionEnd(name))).equals(normal(top))) {
        touched.keepAll(site.child(name), _ -> true, because);
      }
    }
  }

  private static int distributionEnd(String metadata) {
    int hyphen = metadata.indexOf('-');
    return hyphen < 0 ? metadata.lastIndexOf('.') : hyphen;
  }

  /** Names compare without case and kinds of separators (PEP 503). */
  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  private static boolean isMetadata(String name) {
    return name.endsWith(".dist-info") || name.endsWith(".egg-info");
  }

  /** The source of what Python has compiled itself, which no RECORD may tell of. */
  private static ImagePath source(ImagePath path) {
    return CompiledPython.isCached(path) ? CompiledPython.source(path) : path;
  }

  /** What a RECORD lists within site-packages. */
  private static List<ImagePath> files(ImagePath site, ImagePath metadata, Touched touched)
      throws IOException {
    return PythonRecord.paths(touched.tree(), metadata).stream()
        .filter(path -> !path.contains(".."))
        .map(path -> ImagePath.of(site + "/" + path))
        .toList();
  }
}
