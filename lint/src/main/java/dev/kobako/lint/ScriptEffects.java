package dev.kobako.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows the commands of a RUN, and notes what is known of their work. */
final class ScriptEffects {
  private static final Set<String> CHANGING =
      Set.of("chmod", "chown", "chgrp", "setfacl", "setfattr");
  private static final Map<String, String> MANAGERS =
      Map.of(
          "apt",
          "apt",
          "apt-get",
          "apt",
          "aptitude",
          "apt",
          "apk",
          "apk",
          "yum",
          "rpm",
          "dnf",
          "rpm",
          "microdnf",
          "rpm",
          "zypper",
          "rpm");
  private static final Set<String> INSTALLING = Set.of("install", "add", "in");
  private static final Set<String> UNINSTALLING =
      Set.of("remove", "purge", "del", "erase", "rm", "autoremove");

  final List<String> writes = new ArrayList<>();
  final List<String> removes = new ArrayList<>();
  final List<String> changes = new ArrayList<>();
  final Set<String> installs = new HashSet<>();
  final Set<String> uninstalls = new HashSet<>();
  private final WorkingFolder folder;

  ScriptEffects(WorkingFolder folder) {
    this.folder = folder;
  }

  void write(String place) {
    writes.add(place);
  }

  void follow(ShellCommand command) {
    String manager = MANAGERS.get(command.name());
    if (manager != null) {
      manage(manager, command);
      return;
    }
    if (CHANGING.contains(command.name())) {
      List<String> operands = command.operands();
      boolean hasMode = !command.hasFlag("reference");
      change(operands.subList(Math.min(hasMode ? 1 : 0, operands.size()), operands.size()));
      return;
    }
    if (command.installsWithPip()) {
      command.operandsBehind("install", "r", "c", "i").forEach(name -> installs.add("pip " + name));
      return;
    }
    files(command);
  }

  private void files(ShellCommand command) {
    List<String> operands = command.operands();
    switch (command.name()) {
      case "cd" -> folder.go(operands.isEmpty() ? "$HOME" : operands.getFirst());
      case "rm", "unlink", "rmdir" -> operands.forEach(this::remove);
      case "touch" -> {
        change(operands);
        operands.forEach(this::written);
      }
      case "strip", "setcap" -> change(operands);
      case "curl", "wget" -> Downloads.of(command).forEach(this::written);
      case "git" -> cloned(command);
      case "cp", "install", "mv" -> {
        if (operands.size() > 1) {
          written(operands.getLast());
          if (command.name().equals("mv")) {
            change(operands.subList(0, operands.size() - 1));
          }
        }
      }
      case "tar" -> {
        if (Unpacking.isExtractingTar(command)) {
          written(Unpacking.folder(command, "C", "directory"));
        }
      }
      case "unzip" -> written(Unpacking.folder(command, "d"));
      case "pip", "pip3" -> {
        if (command.hasArgument("uninstall")) {
          command.operandsBehind("uninstall").forEach(name -> uninstalls.add("pip " + name));
        }
      }
      default -> {}
    }
  }

  private void manage(String manager, ShellCommand command) {
    List<String> operands = command.operands("t", "virtual", "o", "c");
    String verb = operands.stream().findFirst().orElse("");
    Set<String> target =
        INSTALLING.contains(verb) ? installs : UNINSTALLING.contains(verb) ? uninstalls : null;
    if (target == null) {
      return;
    }
    List<String> named = new ArrayList<>(operands.subList(1, operands.size()));
    named.addAll(command.valuesOf("virtual"));
    if (manager.equals("apk")) {
      named.addAll(command.valuesOf("t"));
    }
    if (verb.equals("autoremove") || command.hasFlag("auto-remove", "autoremove")) {
      uninstalls.add(manager + " autoremove");
    }
    named.forEach(name -> target.add(manager + " " + name.split("[=<>~@]", 2)[0]));
  }

  private void cloned(ShellCommand command) {
    if (command.hasArgument("clone")) {
      List<String> words =
          command.operandsBehind("clone", "b", "branch", "depth", "o", "origin", "c", "config");
      if (!words.isEmpty()) {
        String last = Words.lastOf(words.getLast());
        written(
            words.size() > 1
                ? words.getLast()
                : last.endsWith(".git") ? last.substring(0, last.length() - 4) : last);
      }
    }
  }

  private void written(String word) {
    folder.place(word).ifPresent(writes::add);
  }

  private void change(List<String> words) {
    words.forEach(word -> folder.place(word).ifPresent(changes::add));
  }

  /** All that a pattern in the last name may mean is in one folder. */
  private void remove(String word) {
    int slash = word.lastIndexOf('/');
    boolean isPattern = word.indexOf('*', slash + 1) >= 0;
    String path = !isPattern ? word : slash < 0 ? "." : slash == 0 ? "/" : word.substring(0, slash);
    if (!(isPattern && word.substring(slash + 1).length() > 1)) {
      folder.place(path).filter(place -> !place.contains("*")).ifPresent(removes::add);
    }
  }
}
