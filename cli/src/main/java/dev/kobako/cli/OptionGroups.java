package dev.kobako.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Options of a help text under headings, for commands that have many. */
final class OptionGroups implements IHelpSectionRenderer {
  private final CommandSpec spec;
  private final List<Group> groups = new ArrayList<>();

  /**
   * Some of them.
   *
   * @param first position of the first in the order of declaration
   */
  private record Group(String heading, int first) {}

  private OptionGroups(CommandSpec spec) {
    this.spec = spec;
  }

  /** No groups yet, in the help text of a command. */
  static OptionGroups in(CommandSpec spec) {
    OptionGroups groups = new OptionGroups(spec);
    spec.usageMessage()
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, groups);
    return groups;
  }

  /** Options that are declared from now on stand under this heading. */
  void begin(String heading) {
    groups.add(new Group(heading, spec.options().size()));
  }

  @Override
  public String render(Help help) {
    List<OptionSpec> all = spec.options();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      int end = i + 1 < groups.size() ? groups.get(i + 1).first() : all.size();
      Help.Layout layout =
          help.createDefaultLayout(all, List.of(), help.colorScheme());
      layout.addAllOptions(all.subList(group.first(), end), help.parameterLabelRenderer());
      text.append(System.lineSeparator())
          .append(group.heading())
          .append(System.lineSeparator())
          .append(layout);
    }
    return text.toString();
  }
}
