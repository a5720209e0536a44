package dev.kobako.apt;

import dev.kobako.apt.AptCredentials.Login;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.AvailablePackages;
import dev.kobako.debian.DebFile;
import dev.kobako.debian.PackageSource;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpClient;
import dev.kobako.http.HttpSettings;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Retry;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.InParallel;
import dev.kobako.image.LastUse;
import dev.kobako.image.Progress;
import dev.kobako.image.StagedFile;
import dev.kobako.image.StoreUse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Package repositories on the network, through a cache: indexes are revalidated, packages are kept
 * by their hash. Safe for use by several threads.
 *
 * <p>What is given out is in the cache, from which nobody removes anything before this is closed.
 */
public final class Repositories implements AutoCloseable {
  /** How long somebody who removes things from the cache is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As many as move at once in other transfers; apt asks one server for one at a time. */
  private static final int AT_ONCE = 6;

  private final Settings settings;
  private final ReleaseTrust trust;
  private final AptCache cache;
  private final Exchanges exchanges;
  private final Map<String, ArchiveRoot> roots = new ConcurrentHashMap<>();
  private final List<PackageIndex> opened = new ArrayList<>();
  private @Nullable StoreUse use;

  /** Reaches nothing yet. */
  public Repositories(Settings settings) {
    this(
        settings,
        new ReleaseCheck(settings.hostRoot()),
        HttpSettings.of(settings.environment()),
        Retry.usual());
  }

  Repositories(Settings settings, ReleaseTrust trust, HttpSettings http, Retry retry) {
    this.settings = settings;
    this.trust = trust;
    this.cache = new AptCache(settings.cache());
    this.exchanges = new Exchanges(new HttpClient(http), retry);
  }

  /**
   * How repositories are reached.
   *
   * @param environment of the process: proxies and trust
   * @param hostRoot {@code /}, or what tests have in its place
   * @param cache folder that is kobako's own, made if need be
   * @param offline whether only the cache is asked
   * @param clock what time it is, for validity
   * @param progress is told of downloads
   */
  public record Settings(
      SortedMap<String, String> environment,
      Path hostRoot,
      Path cache,
      boolean offline,
      InstantSource clock,
      Progress progress) {
    /** Without the environment, which may hold a proxy's password. */
    @Override
    public String toString() {
      return cache + (offline ? ", offline" : "");
    }
  }

  /**
   * What was opened.
   *
   * @param suites all that the sources name, in their order; those of updates and security fixes
   *     that an archive doesn't have are left out
   * @param packages all that they offer for an architecture; to be asked before the repositories
   *     are closed
   */
  public record Opened(List<OpenedSuite> suites, AvailablePackages packages) {
    public Opened {
      suites = List.copyOf(suites);
    }
  }

  /**
   * Fetches, checks and indexes what has changed.
   *
   * @throws KobakoException a finding, where something is not to be believed; outside, where a
   *     server or the disk fails; usage, where a source is none that kobako can reach
   */
  public Opened open(List<AptSource> sources, String architecture) {
    return open(sources, List.of(architecture)).values().iterator().next();
  }

  /**
   * The same for several architectures at one state of the archives: each is asked once.
   *
   * @return by architecture
   */
  public SortedMap<String, Opened> open(List<AptSource> sources, List<String> architectures) {
    rely();
    ReleaseFetch fetch =
        new ReleaseFetch(
            cache, trust, settings.offline(), settings.clock().instant(), settings.progress());
    List<BelievedRelease> releases =
        InParallel.map(suites(sources, architectures), AT_ONCE, fetch::fetch).stream()
            .flatMap(Optional::stream)
            .toList();
    SortedMap<String, Opened> opened = new TreeMap<>();
    for (String architecture : architectures) {
      opened.put(architecture, opened(releases, architecture));
    }
    return opened;
  }

  private Opened opened(List<BelievedRelease> all, String architecture) {
    List<BelievedRelease> releases =
        all.stream().filter(each -> each.suite().source().isFor(architecture)).toList();
    List<IndexFiles> wanted = new ArrayList<>();
    for (BelievedRelease release : releases) {
      wanted.addAll(IndexFiles.of(release, architecture));
    }
    IndexIntake intake = new IndexIntake(cache, settings.offline(), settings.progress());
    List<OfferedPackages.Index> indexes =
        InParallel.map(
            wanted,
            AT_ONCE,
            each -> new OfferedPackages.Index(kept(intake.take(each)), source(each)));
    return new Opened(
        releases.stream().map(BelievedRelease::opened).toList(),
        new OfferedPackages(architecture, indexes));
  }

  private List<Suite> suites(List<AptSource> sources, List<String> architectures) {
    for (String architecture : architectures) {
      if (sources.stream().noneMatch(each -> each.isFor(architecture))) {
        throw KobakoException.usage(
            Diagnostic.of(
                "package sources",
                "there is none for " + architecture,
                "name an archive that has packages for " + architecture));
      }
    }
    List<Suite> suites = new ArrayList<>();
    for (AptSource source : sources) {
      if (architectures.stream().anyMatch(source::isFor)) {
        ArchiveRoot root = root(source.archive(), source.place());
        roots.put(root.name(), root);
        source.suites().forEach(suite -> suites.add(new Suite(source, suite, root)));
      }
    }
    return suites;
  }

  private static PackageSource source(IndexFiles index) {
    Suite suite = index.suite();
    return new PackageSource(suite.root().name(), suite.name(), index.component());
  }

  private PackageIndex kept(PackageIndex index) {
    synchronized (opened) {
      opened.add(index);
    }
    return index;
  }

  /**
   * Packages that were chosen elsewhere or before, where these sources have them: from the archive
   * that a source names for their suite, with the login that it knows. Others stay where they are.
   */
  public List<AvailablePackage> at(List<AptSource> sources, List<AvailablePackage> packages) {
    Map<String, String> archives = new HashMap<>();
    for (AptSource source : sources) {
      ArchiveRoot root = root(source.archive(), source.place());
      roots.put(root.name(), root);
      source.suites().forEach(suite -> archives.putIfAbsent(suite, root.name()));
    }
    return packages.stream()
        .map(each -> {
          PackageSource from = each.source();
          String archive = archives.getOrDefault(from.suite(), from.archive());
          return new AvailablePackage(
              each.stanza(), new PackageSource(archive, from.suite(), from.component()));
        })
        .toList();
  }

  /**
   * Packages with their .deb files, in the order of the argument; as {@link #debs} has them, and
   * ready to be opened.
   */
  public List<DebFile.Fetched> fetched(List<AvailablePackage> packages) {
    List<Content> debs = debs(packages);
    List<DebFile.Fetched> fetched = new ArrayList<>();
    for (int i = 0; i < packages.size(); i++) {
      fetched.add(new DebFile.Fetched(packages.get(i), debs.get(i)));
    }
    return fetched;
  }

  /**
   * The .deb files of packages, downloaded where the cache lacks them, several at a time; checked
   * against size and digest before anybody sees them.
   *
   * @return in the order of {@code packages}; contents are files of the cache
   * @throws KobakoException outside, where a package can't be had; a finding, where it is another
   *     one than its index promises
   */
  List<Content> debs(List<AvailablePackage> packages) {
    rely();
    List<PackageDownload> wanted = packages.stream().map(PackageDownload::of).toList();
    SortedMap<Digest, PackageDownload> missing = new TreeMap<>();
    for (PackageDownload each : wanted) {
      if (cache.packages().find(each.digest(), each.size()).isEmpty()) {
        missing.put(each.digest(), each);
      } else {
        LastUse.note(cache.packages().file(each.digest()));
      }
    }
    if (settings.offline() && !missing.isEmpty()) {
      throw PackageDownload.notFetched(List.copyOf(missing.values()));
    }
    // The largest first, so that none is left over when all others are done.
    List<PackageDownload> tasks =
        missing.values().stream()
            .sorted(Comparator.comparingLong(PackageDownload::size).reversed())
            .toList();
    InParallel.forEachRemote(tasks, this::fetch);
    return wanted.stream()
        .map(each -> Content.of(cache.packages().file(each.digest()), each.size()))
        .toList();
  }

  private void fetch(PackageDownload wanted) {
    ArchiveRoot root =
        roots.computeIfAbsent(wanted.archive(), archive -> root(archive, wanted.place()));
    cache.packages().take(wanted.from(root), settings.progress());
  }

  private ArchiveRoot root(String archive, String place) {
    return switch (ArchiveUrl.parse(archive, place)) {
      case ArchiveUrl.Folder(Path folder) -> new LocalArchive(folder);
      case ArchiveUrl.Server(HttpUrl url, Optional<Login> login) ->
          new RemoteArchive(url, login.or(() -> hostLogin(url)), exchanges);
    };
  }

  private Optional<Login> hostLogin(HttpUrl url) {
    return AptCredentials.of(settings.hostRoot()).login(url.toString());
  }

  private synchronized void rely() {
    if (use == null) {
      cache.make();
      use = new StoreUse(cache.lock(), PATIENCE);
      StagedFile.sweep(cache.packages().staging());
    }
  }

  /** What was opened can't be asked any more. */
  @Override
  public synchronized void close() {
    exchanges.client().close();
    synchronized (opened) {
      opened.forEach(PackageIndex::close);
      opened.clear();
    }
    if (use != null) {
      use.close();
      use = null;
    }
  }
}
