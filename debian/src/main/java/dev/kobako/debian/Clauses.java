package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sat4j.core.LiteralsUtils;
import org.sat4j.core.VecInt;
import org.sat4j.minisat.SolverFactory;
import org.sat4j.minisat.core.DataStructureFactory;
import org.sat4j.minisat.core.IPhaseSelectionStrategy;
import org.sat4j.minisat.core.Solver;
import org.sat4j.specs.ContradictionException;
import org.sat4j.specs.TimeoutException;

/**
 * Rules as sat4j has them: a variable for each candidate that is true if it is in, a clause for
 * each rule. The only class that knows sat4j.
 */
final class Clauses {
  /** In all searches together. A real archive needs a few; sat4j does some 100,000 a second. */
  private static final int MAX_CONFLICTS = 500_000;

  private final Solver<DataStructureFactory> solver = SolverFactory.newMiniLearningHeap();
  private final Map<Candidate, Integer> variables = new HashMap<>();
  private final List<Optional<Candidate>> meanings = new ArrayList<>();
  private final BitSet preferred = new BitSet();
  private boolean isContradiction;
  private long conflicts;

  Clauses() {
    solver.getOrder().setPhaseSelectionStrategy(new Preference(preferred));
  }

  /** Adds a rule that always holds. */
  void add(Rule rule) {
    add(literals(rule));
  }

  /**
   * Adds a rule that can be switched on.
   *
   * @return its switch, for {@link #unsolvable}
   */
  int addSwitched(Rule rule) {
    meanings.add(Optional.empty());
    int own = meanings.size();
    VecInt literals = literals(rule);
    literals.push(-own);
    add(literals);
    return own;
  }

  private void add(VecInt literals) {
    try {
      solver.newVar(meanings.size());
      solver.addClause(literals);
    } catch (ContradictionException _) {
      isContradiction = true;
    }
  }

  private VecInt literals(Rule rule) {
    VecInt literals = new VecInt();
    switch (rule) {
      case Rule.Need need -> {
        if (need.who() != null) {
          literals.push(-variable(need.who()));
        }
        need.options().forEach(each -> literals.push(variable(each)));
        need.options().stream().findFirst().ifPresent(each -> preferred.set(variable(each)));
      }
      case Rule.Exclusion exclusion ->
          literals.push(-variable(exclusion.who())).push(-variable(exclusion.other()));
    }
    return literals;
  }

  private int variable(Candidate candidate) {
    Integer known = variables.get(candidate);
    if (known == null) {
      meanings.add(Optional.of(candidate));
      known = meanings.size();
      variables.put(candidate, known);
    }
    return known;
  }

  /** Candidates that keep to all rules and among which all of {@code chosen} are, if there are. */
  Optional<List<Candidate>> modelWith(Iterable<Candidate> chosen) {
    VecInt assumptions = new VecInt();
    chosen.forEach(each -> assumptions.push(variable(each)));
    if (isContradiction || !isSatisfiable(assumptions)) {
      return Optional.empty();
    }
    List<Candidate> members = new ArrayList<>();
    for (int literal : solver.model()) {
      if (literal > 0) {
        meanings.get(literal - 1).ifPresent(members::add);
      }
    }
    return Optional.of(members);
  }

  /**
   * Those of the switches whose rules can't be kept to together; not always the fewest, none if
   * they can.
   */
  List<Integer> unsolvable(List<Integer> switches) {
    VecInt assumptions = new VecInt();
    switches.forEach(assumptions::push);
    if (isSatisfiable(assumptions)) {
      return List.of();
    }
    BitSet blamed = new BitSet();
    for (int literal : solver.unsatExplanation().toArray()) {
      blamed.set(Math.abs(literal));
    }
    return switches.stream().filter(blamed::get).toList();
  }

  private boolean isSatisfiable(VecInt assumptions) {
    try {
      solver.newVar(meanings.size());
      // counted in conflicts, not by the clock: the same answer on every machine, no timer thread
      solver.setTimeoutOnConflicts(Math.max(1, MAX_CONFLICTS - (int) conflicts));
      boolean isSatisfiable = solver.isSatisfiable(assumptions);
      conflicts = solver.getStats().getConflicts();
      return isSatisfiable;
    } catch (TimeoutException _) {
      throw KobakoException.finding(
          Diagnostic.of(
              "the packages asked for",
              "whether they can be installed together was not found out in "
                  + MAX_CONFLICTS
                  + " attempts",
              "pin the versions of some of them, or name fewer suites"));
    }
  }

  /** Tries first what is preferred, and else to do without. */
  private record Preference(BitSet preferred) implements IPhaseSelectionStrategy {
    private static final long serialVersionUID = 1L;

    @Override
    public int select(int variable) {
      return preferred.get(variable)
          ? LiteralsUtils.posLit(variable)
          : LiteralsUtils.negLit(variable);
    }

    @Override
    public void updateVar(int literal) {}

    @Override
    public void init(int variables) {}

    @Override
    public void init(int variable, int literal) {}

    @Override
    public void assignLiteral(int literal) {}

    @Override
    public void updateVarAtDecisionLevel(int literal) {}
  }
}
