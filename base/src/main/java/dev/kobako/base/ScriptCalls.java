package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages.UnpackedPackage;
import dev.kobako.image.Content;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import dev.kobako.shell.Value;
import dev.kobako.shell.World;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands that a maintainer script calls when its package is installed for the first time, as
 * far as following it tells; nothing is run. Calls of which only a run would tell whether they are
 * made are among them.
 */
final class ScriptCalls implements World {
  /** What scripts look for before they call it, and a distroless tree seldom has. */
  private static final Set<String> TOOLS =
      Set.of("adduser", "addgroup", "useradd", "groupadd", "setcap", "chown", "chgrp", "chmod");

  private static final int LONGEST_SCRIPT = 1 << 18;

  private final World world;
  private final List<List<String>> calls = new ArrayList<>();

  private ScriptCalls(World world) {
    this.world = world;
  }

  /**
   * The calls in their order: the command's name without its folder, and its arguments, empty where
   * one is not known. None if there is no such script, or none that can be followed; of one that
   * can be followed in part, those of the part.
   *
   * @param script {@code postinst} or {@code preinst}
   */
  static List<List<String>> of(UnpackedPackage each, String script, Tree tree) {
    Content content = each.control().get(script);
    if (content == null || content.size() > LONGEST_SCRIPT) {
      return List.of();
    }
    String text = PathBytes.decode(Draft.bytes(content, each.available().name() + ": " + script));
    String architecture = each.available().architecture();
    ScriptCalls reading =
        new ScriptCalls(new InstallationWorld(tree, new AlternativesTable(), architecture));
    String action = script.equals("preinst") ? "install" : "configure";
    try {
      // whether it ends at the first error does not matter: no command is known to fail
      Script.parse(text)
          .follow(reading, List.of(action, ""), Alternatives.environment(each, script), false);
    } catch (ShellException _) {
      // what was read until here still tells something
    }
    return reading.calls;
  }

  @Override
  public FileKind kind(String path, boolean follow) {
    return world.kind(path, follow);
  }

  @Override
  public boolean isExecutable(String path) {
    return world.isExecutable(path) || TOOLS.contains(name(path));
  }

  @Override
  public List<String> names(String directory) {
    return world.names(directory);
  }

  @Override
  public Optional<String> text(String path) {
    return world.text(path);
  }

  @Override
  public Value locate(String command) {
    return TOOLS.contains(command)
        ? new Value.Known("/usr/sbin/" + command)
        : world.locate(command);
  }

  @Override
  public Outcome run(Call call) {
    List<String> words = new ArrayList<>();
    words.add(name(call.name()));
    call.arguments().forEach(argument -> words.add(argument.or("")));
    if (!calls.contains(words)) {
      calls.add(List.copyOf(words));
    }
    return world.run(call);
  }

  private static String name(String command) {
    return command.substring(command.lastIndexOf('/') + 1);
  }
}
