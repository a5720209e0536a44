package dev.kobako.base;

import dev.kobako.apt.Repositories;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebFile;
import dev.kobako.debian.Stanza;
import dev.kobako.debian.UnpackedPackages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageConfigBuilder;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.IdMap;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Composes bases: packages that were chosen become an image. */
public final class BaseComposer {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final ImagePath CA_BUNDLE = ImagePath.of("/etc/ssl/certs/ca-certificates.crt");

  private final Repositories repositories;
  private final Folders folders;
  private final Progress progress;

  /**
   * Where it works.
   *
   * @param staging for the layer; best the store's
   * @param unpacked for the uncompressed contents of packages, kept for the next time
   * @param scratch for trees that are laid out, which nobody needs once the layer is written
   */
  public record Folders(Path staging, Path unpacked, Path scratch) {}

  public BaseComposer(Repositories repositories, Folders folders, Progress progress) {
    this.repositories = repositories;
    this.folders = folders;
    this.progress = progress;
  }

  /**
   * Makes the base; the same packages, request and target give the same image.
   *
   * @param name the base that it is like, which says whether it is slim
   * @param packages all that goes in, in an order in which they can be unpacked
   * @param aptSources what a full base has in {@code /etc/apt/sources.list.d}, as text
   * @throws KobakoException a finding, where a package is not to be trusted or a script fails;
   *     outside, where network, disk or sandbox fail
   */
  public ComposedBase compose(
      BaseName name,
      BaseRequest request,
      List<AvailablePackage> packages,
      String aptSources,
      BaseTarget target) {
    requireRunnable(request, target.platform());
    List<DebFile> debs = DebFile.openAll(repositories.fetched(packages), folders.unpacked());
    UnpackedPackages unpacked =
        AddedFiles.beforehand(UnpackedPackages.of(debs), request.files(), target.time());
    MadeTree configured =
        switch (request.kind()) {
          case DISTROLESS -> DistrolessEffects.of(unpacked, request, target.time());
          case FULL ->
              FullConfiguration.of(
                  unpacked, request, aptSources, folders.scratch(), target.time(), progress);
        };
    MadeTree slim = name.slim() ? SlimPaths.without(configured, target.time()) : configured;
    MadeTree complete = AddedFiles.on(slim, request.files(), target.time());
    Layer layer =
        LayerWriter.write(
            folders.staging(),
            target.compression(),
            out -> TarWriter.write(complete.tree(), TarOptions.clampTo(target.time()), out));
    return composed(complete, debs, image(name, request, complete.tree(), layer, target));
  }

  /** Told before anything is fetched. */
  private static void requireRunnable(BaseRequest request, Platform platform) {
    if (request.kind() != BaseRequest.Kind.FULL) {
      return;
    }
    if (!Platform.host().runs(platform)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "platform " + platform,
              "its packages' scripts can't be run on this machine, " + Platform.host(),
              "compose it on such a machine, or add --distroless, which runs no scripts"));
    }
    var _ = IdMap.ofCaller();
  }

  private static Image image(
      BaseName name, BaseRequest request, MemoryTree tree, Layer layer, BaseTarget target) {
    ImageAssembly assembly =
        ImageAssembly.scratch(ImageConfig.builder().platform(target.platform()).build());
    String what = "kobako base " + name;
    return assembly
        .plus(layer, HistoryEntry.of(target.time(), what))
        .with(config(request, tree, target.platform()))
        .image(target.time());
  }

  private static ImageConfig config(BaseRequest request, MemoryTree tree, Platform platform) {
    BaseRequest.BaseSettings settings = request.settings();
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", PATH);
    boolean full = request.kind() == BaseRequest.Kind.FULL;
    if (!full && tree.entry(CA_BUNDLE).isPresent()) {
      environment.put("SSL_CERT_FILE", CA_BUNDLE.toString());
    }
    environment.putAll(settings.environment());
    ImageConfigBuilder config = ImageConfig.builder().platform(platform);
    config.env(
        environment.entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> each.getKey() + "=" + each.getValue())
            .toList());
    config.labels(settings.labels());
    if (!settings.entrypoint().isEmpty()) {
      config.entrypoint(settings.entrypoint());
    }
    boolean shell = full && settings.entrypoint().isEmpty() && settings.command().isEmpty();
    List<String> command = shell ? List.of("bash") : settings.command();
    if (!command.isEmpty()) {
      config.cmd(command);
    }
    if (!settings.workingDirectory().isEmpty()) {
      config.workingDir(settings.workingDirectory());
    }
    if (!settings.user().isEmpty()) {
      config.user(settings.user());
    }
    return config.build();
  }

  private static ComposedBase composed(MadeTree tree, List<DebFile> debs, Image image) {
    long[] count = new long[2];
    Set<Long> linked = new HashSet<>();
    tree.tree()
        .walk(
            ImagePath.ROOT,
            (_, entry) -> {
              if (!(entry instanceof Entry.Directory)) {
                count[0]++;
              }
              if (entry instanceof Entry.RegularFile file
                  && (file.inode() == 0 || linked.add(file.inode()))) {
                count[1] += file.content().size();
              }
            });
    List<AvailablePackage> packages = debs.stream().map(BaseComposer::described).toList();
    return new ComposedBase(image, packages, tree.made(), tree.notes(), count[0], count[1]);
  }

  /** With all that its own control file says, whether it was chosen of an index or of a lock. */
  private static AvailablePackage described(DebFile deb) {
    AvailablePackage available = deb.available();
    Stanza stanza =
        new Stanza(
            deb.stanza().text()
                + "Filename: "
                + available.filename()
                + "\nSize: "
                + available.size()
                + "\nSHA256: "
                + available.digest().hex()
                + "\n");
    return new AvailablePackage(stanza, available.source());
  }
}
