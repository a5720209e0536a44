package dev.kobako.sandbox;

import dev.kobako.tree.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What one run of a container needs: its folders, its {@link Bundle}, its script's parameters. */
final class ContainerSetup {
  /** What the runtime knows the container by; each has a runtime's folder of its own. */
  static final String NAME = "kobako";

  /** What {@link ContainerScript#RUN} calls a container whose changes it packs. */
  private static final String PACKED = "packed";

  /** What packing says where it fails. */
  static final String PACKING_LOG = "pack.log";

  /** Said by the script when ports can be asked for. */
  private static final String CONNECTED = "connected";

  private static final List<String> READ_ONLY_FILE =
      List.of("rbind", "ro", "nosuid", "noexec", "nodev");

  /**
   * How a container is run.
   *
   * @param streams as {@link ContainerScript#RUN} has them
   * @param feed the descriptor of the bundle
   * @param terminal whether its process gets one
   * @param readOnly whether its root is
   * @param removed whether its folder is to be removed at its end, by the script
   * @param watch what is observed; then there is a {@link ListenerSocket} in its folder
   */
  record Manner(
      String streams, int feed, boolean terminal, boolean readOnly, boolean removed, Watch watch) {
    static final Manner CAPTURED = new Manner(PACKED, 0, false, false, false);

    /** One that nobody watches. */
    Manner(String streams, int feed, boolean terminal, boolean readOnly, boolean removed) {
      this(streams, feed, terminal, readOnly, removed, new Watch.Nothing());
    }
  }

  /** The kernel's clock for files can be a little behind. */
  private static final Duration CLOCK = Duration.ofMillis(20);

  private final Instant started = Instant.now().minus(CLOCK);
  private final Container container;
  private final Path folder;
  private final Manner manner;
  private final FileOwners owners;
  private final Bundle bundle = new Bundle();
  private final String lower;
  private final Optional<UserNetwork> network;
  private final List<String> parameters = new ArrayList<>();
  private final List<Map<String, Object>> mounts = new ArrayList<>();

  /** Makes the folders of a run in {@code folder}. */
  ContainerSetup(Container container, Path folder, Path runtime, Manner manner, FileOwners owners) {
    this.container = container;
    this.folder = folder;
    this.manner = manner;
    this.owners = owners;
    this.network =
        container.network() instanceof ContainerNetwork.Own
            ? Optional.of(UserNetwork.require())
            : Optional.empty();
    this.lower = bundle.lower(container.layers());
    WorkFolder.make(folder.resolve("m"));
    bundle.folder("root");
    overlay("u", "w", "layer");
    overlay("s", "sw", "stubs");
    if (manner.streams().equals(PACKED)) {
      bundle.toPack(changes().resolve("fs"), new TreeSet<>());
    }
    parameters.addAll(List.of(folder.toString(), Integer.toString(manner.feed()), tar(), lower));
    parameters.addAll(List.of(runtime.toString(), NAME));
    parameters.addAll(List.of(manner.streams(), manner.removed() ? "yes" : "no"));
    parameters.addAll(connection());
    NetworkFiles files = new NetworkFiles(container, network);
    readOnlyFile("hosts", "/etc/hosts", Attributes.of(0644), files.hosts());
    readOnlyFile("resolv.conf", "/etc/resolv.conf", Attributes.of(0644), files.resolvers());
    container.mounts().stream()
        .sorted(Comparator.comparing(ContainerMount::target))
        .forEach(this::mount);
    bundle.link(ListenerSocket.NAME, folder.resolve(ListenerSocket.NAME));
    bundle.file("config.json", Attributes.of(0600), config().bytes());
  }

  static String tar() {
    return HostTools.find("tar", "install GNU tar");
  }

  private void overlay(String upper, String work, String name) {
    Path made = kept(folder.resolve(name));
    bundle.link(upper, kept(made.resolve("fs")));
    bundle.link(work, WorkFolder.make(folder.resolve(name + "-work")));
  }

  /** What an earlier run has changed, or room for changes. */
  private static Path kept(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) ? folder : WorkFolder.make(folder);
  }

  private RuntimeConfig config() {
    boolean single = owners instanceof FileOwners.Single;
    boolean ownSysfs =
        owners instanceof FileOwners.All || !(container.network() instanceof ContainerNetwork.Host);
    return new RuntimeConfig(
        container, inBundle("root"), mounts, new RuntimeConfig.Ways(!single, ownSysfs), manner);
  }

  private String inBundle(String name) {
    return folder.resolve("m").resolve(name).toString();
  }

  /** The command that connects the network, empty for none, and whether to wait for its ports. */
  private List<String> connection() {
    if (!(container.network() instanceof ContainerNetwork.Own own)) {
      return List.of("", "no");
    }
    return List.of(
        network.orElseThrow().command(own, container.names().reachesHost()),
        forwards().isEmpty() ? "no" : "yes");
  }

  /** The ports that the script waits for. */
  private List<PublishedPort> forwards() {
    return container.network() instanceof ContainerNetwork.Own(List<PublishedPort> ports)
            && network.filter(UserNetwork::forwardsLater).isPresent()
        ? ports
        : List.of();
  }

  private void readOnlyFile(String name, String target, Attributes attributes, byte[] content) {
    bundle.file(name, attributes, content);
    bind(target, inBundle(name), READ_ONLY_FILE);
    place("file", target);
  }

  private void place(String kind, String target) {
    parameters.addAll(List.of("place", kind, target));
  }

  private void bind(String target, String source, List<String> options) {
    mounts.add(RuntimeConfig.mount(target, "bind", source, options.toArray(String[]::new)));
  }

  private static List<String> options(boolean readOnly) {
    return List.of("rbind", readOnly ? "ro" : "rw");
  }

  private void mount(ContainerMount mount) {
    String number = Integer.toString(mounts.size());
    String target = mount.target();
    switch (mount) {
      case ContainerMount.Host(Path source, _, boolean readOnly) -> {
        bind(target, source.toAbsolutePath().toString(), options(readOnly));
        place(Files.isDirectory(source) ? "folder" : "file", target);
      }
      case ContainerMount.Layers layers -> {
        bundle.folder("m" + number);
        overlay("u" + number, "w" + number, "mount-" + number);
        bind(target, inBundle("b" + number), options(layers.readOnly()));
        parameters.addAll(List.of("layers", number, bundle.lower(layers.layers())));
        parameters.addAll(List.of(layers.readOnly() ? "ro" : "rw", layers.source(), target));
      }
      case ContainerMount.Cache cache -> cache(number, cache);
      case ContainerMount.Tmpfs(_, long size, boolean readOnly) -> {
        List<String> options = new ArrayList<>(List.of("nosuid", "mode=1777"));
        if (size > 0) {
          options.add("size=" + size);
        }
        if (readOnly) {
          options.add("ro");
        }
        mounts.add(RuntimeConfig.mount(target, "tmpfs", "tmpfs", options.toArray(String[]::new)));
        place("memory", target);
      }
      case ContainerMount.File file ->
          readOnlyFile(
              "f" + number,
              target,
              Attributes.of(file.mode()).withOwner(owner(file.uid()), owner(file.gid())),
              file.content());
      case ContainerMount.Socket socket -> {
        bind(target, socket.source().toAbsolutePath().toString(), options(false));
        place("file", target);
      }
    }
  }

  private void cache(String number, ContainerMount.Cache cache) {
    Path place = WorkFolder.privateFolder(cache.folder().toAbsolutePath());
    bundle.folder("m" + number);
    bind(cache.target(), place.resolve("fs").toString(), options(cache.readOnly()));
    parameters.addAll(List.of("cache", number, place.toString()));
    parameters.add(Integer.toOctalString(cache.mode()));
    parameters.add(Integer.toUnsignedString(owner(cache.uid())));
    parameters.add(Integer.toUnsignedString(owner(cache.gid())));
    parameters.add(cache.seed().isEmpty() ? "" : bundle.lower(cache.seed()));
    parameters.addAll(List.of(cache.source(), cache.target()));
  }

  /** With a single id there is nobody but root. */
  private int owner(int id) {
    return owners instanceof FileOwners.Single ? 0 : id;
  }

  /** A further run of the same container, in another folder. */
  ContainerSetup in(Path newFolder, Path runtime, FileOwners newOwners) {
    return new ContainerSetup(container, newFolder, runtime, manner, newOwners);
  }

  /** The control group whose limits hold for the run. */
  void limitedBy(ControlGroup group) {
    int number = 0;
    for (Path each : group.make()) {
      bundle.link("group" + number++, each);
    }
  }

  /** Goes on with what an earlier run has changed. */
  void takeChanges(ContainerSetup earlier) throws IOException {
    Files.delete(changes().resolve("fs"));
    Files.delete(changes());
    Files.move(earlier.changes(), changes(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What is observed. */
  Watch watch() {
    return manner.watch();
  }

  /** The folder of the run. */
  Path folder() {
    return folder;
  }

  /** The folder whose {@code fs} gets what the container changes. */
  Path changes() {
    return folder.resolve("layer");
  }

  /** No file that the container changes gets an earlier time by itself. */
  Instant started() {
    return started;
  }

  Container container() {
    return container;
  }

  Bundle bundle() {
    return bundle;
  }

  /** What is run in the namespaces. */
  RootShell.Script script() {
    List<PublishedPort> ports = forwards();
    List<Launch.Turn> turns =
        ports.isEmpty()
            ? List.of()
            : List.of(new Launch.Turn(CONNECTED, new PortForwards(ports)::publish));
    return new RootShell.Script(
        ContainerScript.RUN, parameters, manner.streams().equals("log"), turns);
  }
}
