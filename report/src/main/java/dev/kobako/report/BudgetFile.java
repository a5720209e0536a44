package dev.kobako.report;

import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user's file says of budgets.
 *
 * @param budgets in the file's order
 * @param against the image that {@code max-growth} compares with; empty where none is named
 */
public record BudgetFile(List<Budget> budgets, String against) {
  /** Nothing is said. */
  public static final BudgetFile NONE = new BudgetFile(List.of(), "");

  private static final String MAX_SIZE = "max-size";
  private static final String MAX_COMPRESSED = "max-compressed";
  private static final String MAX_WASTE = "max-waste";
  private static final String MAX_GROWTH = "max-growth";
  private static final String AGAINST = "against";
  private static final String FORBID = "forbid";
  private static final List<String> FIELDS =
      List.of(MAX_SIZE, MAX_COMPRESSED, MAX_WASTE, MAX_GROWTH, AGAINST, FORBID);

  private static final String RULES = "rules";
  private static final String EFFICIENCY = "lowestEfficiency";
  private static final String WASTED_BYTES = "highestWastedBytes";
  private static final String USER_WASTED = "highestUserWastedPercent";

  public BudgetFile {
    budgets = List.copyOf(budgets);
  }

  /**
   * Reads the field {@code budgets} of {@code .kobako.yaml}.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding with line and column, for what it can't
   *     be
   */
  public static BudgetFile read(YamlValue value) {
    Fields fields = Fields.of(value, FIELDS);
    List<Budget> budgets = new ArrayList<>();
    fields.text(MAX_SIZE).ifPresent(text -> budgets.add(new Budget.MaxSize(bytes(text))));
    fields
        .text(MAX_COMPRESSED)
        .ifPresent(text -> budgets.add(new Budget.MaxCompressed(bytes(text))));
    fields.text(MAX_WASTE).ifPresent(text -> budgets.add(new Budget.MaxWaste(amount(text))));
    fields.text(MAX_GROWTH).ifPresent(text -> budgets.add(new Budget.MaxGrowth(amount(text))));
    for (FieldText text : fields.texts(FORBID)) {
      budgets.add(
          BudgetWords.forbid(text.text())
              .orElseThrow(
                  () -> text.refused(BudgetWords.expected(), BudgetWords.remedy(text.text()))));
    }
    return new BudgetFile(budgets, fields.text(AGAINST).map(FieldText::text).orElse(""));
  }

  private static long bytes(FieldText text) {
    return Amount.bytes(text.text())
        .orElseThrow(() -> text.refused(Amount.EXPECTED_BYTES, "write it as in 200 MB"));
  }

  private static Amount amount(FieldText text) {
    return Amount.parse(text.text())
        .orElseThrow(() -> text.refused(Amount.EXPECTED, "write it as in 20 MB or 5 %"));
  }

  /**
   * Reads a {@code .dive-ci}, as <a
   * href="https://github.com/wagoodman/dive#ci-integration">dive</a> does: what it leaves out has
   * dive's own values, and fields that dive doesn't know are passed over.
   *
   * @param file empty for one that holds nothing
   * @throws dev.kobako.diagnostic.KobakoException a finding with line and column, for a rule with a
   *     value that dive would not take
   */
  public static BudgetFile readDive(Optional<YamlValue> file) {
    Optional<YamlValue> rules = file.flatMap(value -> member(value, RULES));
    List<Budget> budgets = new ArrayList<>();
    part(rules, EFFICIENCY, 0.9).ifPresent(part -> budgets.add(new Budget.DiveEfficiency(part)));
    text(rules, WASTED_BYTES)
        .filter(text -> !isOff(text.text()))
        .ifPresent(text ->
            budgets.add(
                new Budget.DiveWastedBytes(
                    Amount.bytes(text.text())
                        .orElseThrow(() ->
                            text.refused("bytes, as 20MB, or disabled", "write it as in 20MB")))));
    part(rules, USER_WASTED, 0.1).ifPresent(part -> budgets.add(new Budget.DiveUserWasted(part)));
    return new BudgetFile(budgets, "");
  }

  private static Optional<YamlValue> member(YamlValue value, String name) {
    return value instanceof YamlValue.Mapping mapping
        ? mapping.members().stream()
            .filter(member -> member.name().equals(name))
            .map(YamlValue.Member::value)
            .findFirst()
        : Optional.empty();
  }

  private static Optional<FieldText> text(Optional<YamlValue> rules, String name) {
    return rules
        .flatMap(value -> member(value, name))
        .filter(value -> value instanceof YamlValue.Scalar)
        .map(value ->
            new FieldText(
                value.place(),
                RULES + "." + name,
                value instanceof YamlValue.Scalar scalar ? scalar.text() : ""));
  }

  private static Optional<Double> part(Optional<YamlValue> rules, String name, double unlessSaid) {
    Optional<FieldText> said = text(rules, name);
    if (said.isEmpty()) {
      return Optional.of(unlessSaid);
    }
    FieldText text = said.get();
    if (isOff(text.text())) {
      return Optional.empty();
    }
    try {
      double part = Double.parseDouble(text.text().strip());
      if (part >= 0 && part <= 1) {
        return Optional.of(part);
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw text.refused("a part from 0 to 1, or disabled", "write it as in 0.9");
  }

  private static boolean isOff(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "disabled", "off", "false" -> true;
      default -> false;
    };
  }
}
