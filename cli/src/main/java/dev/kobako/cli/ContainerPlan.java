package dev.kobako.cli;

import dev.kobako.build.LaidOutImages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.sandbox.Container;
import dev.kobako.sandbox.NamedContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** The container that an image's configuration and the flags of a run come to. */
record ContainerPlan(RunArguments arguments, Image image, LaidOutImages laidOut) {
  /** What Docker gives to Linux containers. */
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final int SHORTEST = 1 << 16;

  NamedContainer container() {
    ImageConfig config = image.config();
    String name = arguments.name().orElseGet(this::inventedName);
    String hostname = arguments.hostname().orElse(name);
    List<String> command = command(config);
    Container container =
        new Container(
            laidOut.layers(image),
            command,
            environment(config, hostname),
            arguments.workingDirectory().orElse(workingDirectory(config)),
            laidOut.user(image, arguments.user().orElse(config.user())),
            List.of(),
            arguments.network(),
            arguments.privileged(),
            hostname,
            arguments.hosts());
    return new NamedContainer(
        name, container, arguments.readOnly(), arguments.removed(), labels(config));
  }

  private SortedMap<String, String> labels(ImageConfig config) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("image", arguments.image());
    config.stopSignal().ifPresent(signal -> labels.put("stopSignal", signal));
    return labels;
  }

  /** After the image, and with a number that others hardly have. */
  private String inventedName() {
    String text = arguments.image();
    String last = text.substring(text.lastIndexOf('/') + 1);
    StringBuilder name = new StringBuilder();
    for (char each : last.toCharArray()) {
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

  private List<String> command(ImageConfig config) {
    List<String> command = new ArrayList<>();
    boolean replaced = arguments.entrypoint().isPresent();
    arguments.entrypoint().filter(program -> !program.isEmpty()).ifPresent(command::add);
    if (!replaced) {
      command.addAll(config.entrypoint());
    }
    if (!arguments.command().isEmpty()) {
      command.addAll(arguments.command());
    } else if (!replaced) {
      command.addAll(config.cmd());
    }
    if (command.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              arguments.image(),
              "says no command to run, and none was given",
              "write one after the image"));
    }
    return command;
  }

  private List<String> environment(ImageConfig config, String hostname) {
    List<String> base = new ArrayList<>();
    base.add(PATH);
    base.add("HOSTNAME=" + hostname);
    base.addAll(config.env());
    return arguments.environment(base);
  }

  private static String workingDirectory(ImageConfig config) {
    String folder = config.workingDir();
    return folder.isEmpty() ? "/" : folder.startsWith("/") ? folder : "/" + folder;
  }
}
