package dev.kobako.cli;

import static java.util.stream.Collectors.joining;

import dev.kobako.build.LaidOutImages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.Container;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.ImageProcess;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.sandbox.NamedContainer;
import dev.kobako.sandbox.PublishedPort;
import dev.kobako.toolbox.Tool;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The container that an image's configuration and the flags of a run come to.
 *
 * @param volumes the folder of volumes with names
 * @param tools for --debug and --init
 * @param progress is told what can't be done here
 */
record ContainerPlan(
    RunArguments arguments,
    Image image,
    LaidOutImages laidOut,
    Path volumes,
    Function<Tool, Path> tools,
    Progress progress)
    implements MountArguments.VolumePlaces {
  private static final String SHELL = "/bin/sh";

  /** Where docker has it. */
  private static final String INIT = "/sbin/docker-init";

  private static final int SHORTEST = 1 << 16;

  NamedContainer container() {
    ImageConfig config = image.config();
    String name = arguments.name().orElseGet(this::inventedName);
    String hostname = arguments.network().hostname().orElse(name);
    List<String> command = command();
    if (arguments.hasInit()) {
      command = Stream.concat(Stream.of(INIT, "--"), command.stream()).toList();
    }
    ContainerNetwork network = arguments.network().network(config, progress);
    List<LayerFolders.Unpacked> layers = laidOut.layers(image);
    Container container =
        new Container(
            layers,
            command,
            arguments.environment(environment(hostname)),
            arguments.workingDirectory().orElse(process().workingDirectory()),
            laidOut.user(image, layers, arguments.user().orElse(config.user())),
            arguments.limits().rights(arguments.isPrivileged()),
            mounts(),
            network,
            hostname,
            arguments.network().names(),
            arguments.limits().together(progress));
    return new NamedContainer(
        name,
        container,
        arguments.isReadOnly(),
        arguments.isRemoved(),
        arguments.labels(),
        facts(config, network));
  }

  private SortedMap<String, String> facts(ImageConfig config, ContainerNetwork network) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("image", arguments.image());
    facts.put("platform", arguments.platform().toString());
    if (arguments.isInteractive()) {
      facts.put("interactive", "yes");
    }
    if (arguments.hasTerminal()) {
      facts.put("terminal", "yes");
    }
    arguments.stopTimeout().ifPresent(seconds -> facts.put("stopTimeout", seconds));
    if (network instanceof ContainerNetwork.Own(List<PublishedPort> ports) && !ports.isEmpty()) {
      facts.put("ports", ports.stream().map(PublishedPort::toString).collect(joining(", ")));
    }
    arguments
        .stopSignal()
        .or(config::stopSignal)
        .ifPresent(signal -> facts.put("stopSignal", signal));
    return facts;
  }

  /** After the image, and with a number that others hardly have. */
  private String inventedName() {
    String text = arguments.image();
    String last = text.substring(text.lastIndexOf('/') + 1);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < last.length(); i++) {
      char each = last.charAt(i);
      if (each == ':' || each == '@' || name.length() == 30) {
        break;
      }
      boolean letter = each < 128 && Character.isLetterOrDigit(each);
      if (letter || (!name.isEmpty() && "_.-".indexOf(each) >= 0)) {
        name.append(each);
      }
    }
    int number = ThreadLocalRandom.current().nextInt(SHORTEST, SHORTEST << 4);
    return (name.isEmpty() ? "container" : name) + "-" + Integer.toHexString(number);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    if (arguments.isDebug()) {
      command.addAll(arguments.entrypoint().stream().toList());
      command.addAll(arguments.command());
      return command.isEmpty() ? List.of(SHELL) : command;
    }
    Optional<List<String>> entrypoint =
        arguments.entrypoint().map(program -> program.isEmpty() ? List.of() : List.of(program));
    command.addAll(process().command(entrypoint, arguments.command()));
    if (command.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              arguments.image(),
              "says no command to run, and none was given",
              "write one after the image"));
    }
    return command;
  }

  private List<String> environment(String hostname) {
    List<String> base = new ArrayList<>(process().environment(hostname));
    if (arguments.hasTerminal()) {
      // What the image says comes later and counts.
      base.addFirst("TERM=xterm");
    }
    return base;
  }

  private ImageProcess process() {
    return new ImageProcess(image.config());
  }

  private List<ContainerMount> mounts() {
    List<ContainerMount> mounts = new ArrayList<>(arguments.mounts(this));
    if (arguments.isReadOnly()) {
      mounts.addAll(
          process().volumes(laidOut.layers(image), () -> laidOut.tree(image), List.copyOf(mounts)));
    }
    if (arguments.hasInit()) {
      mounts.add(new ContainerMount.Host(tools.apply(Tool.TINI_STATIC), INIT, true));
    }
    if (arguments.isDebug() && laidOut.tree(image).resolve(SHELL).entry().isEmpty()) {
      mounts.add(new ContainerMount.Host(tools.apply(Tool.BUSYBOX), SHELL, true));
    }
    return mounts;
  }

  /** A folder that lives on; a new one starts with what the image has there, as with Docker. */
  @Override
  public ContainerMount named(String name, String target, boolean readOnly) {
    Optional<Attributes> there = folder(target);
    Attributes attributes = there.orElse(Attributes.of(0755));
    return new ContainerMount.Cache(
        volumes.resolve(name),
        target,
        readOnly,
        there.isPresent() ? laidOut.layers(image) : List.of(),
        target,
        attributes.mode(),
        attributes.uid(),
        attributes.gid());
  }

  /** A container's own changes are such a place already, unless its root is read-only. */
  @Override
  public Optional<ContainerMount> anonymous(String target) {
    return arguments.isReadOnly()
        ? Optional.of(ContainerMount.forOneRun(laidOut.layers(image), laidOut.tree(image), target))
        : Optional.empty();
  }

  private Optional<Attributes> folder(String path) {
    return laidOut
        .tree(image)
        .resolve(path)
        .entry()
        .filter(Entry.Directory.class::isInstance)
        .map(Entry::attributes);
  }
}
