using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Generators.Unattended;

namespace TestDigitalPlatform.Generators.Flows;

/// <summary>Reads from <c>Next</c> how a process moves: its cases, and the transition that each makes.</summary>
internal sealed class ProcessReader
{
    private const int DeepestCall = 12;
    private const int MostMoves = 500;

    private readonly SourceMethods code;
    private readonly INamedTypeSymbol process;
    private readonly TransitionReader transitions;
    private readonly List<(string Name, ITypeSymbol? Type)> states = [("", null)];
    private readonly List<(string Name, ITypeSymbol? Type)> messages = [];
    private readonly HashSet<ISymbol> stateNames = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> messageNames = new(SymbolEqualityComparer.Default);
    private readonly List<Move> moves = [];

    public ProcessReader(INamedTypeSymbol process, INamedTypeSymbol state, SourceMethods code)
    {
        (this.process, this.code) = (process, code);
        states.AddRange(ProcessModel.StatesOf(state).Select(s => (s.Name, (ITypeSymbol?)s)));
        messages.AddRange(ProcessModel.EventsOf(process).Select(e => (e.Name, (ITypeSymbol?)e)));
        transitions = new TransitionReader(code, state, stateNames);
    }

    public IReadOnlyList<Move> Read()
    {
        var next = process.GetMembers("Next").OfType<IMethodSymbol>().FirstOrDefault(m => m is { IsStatic: true, Parameters.Length: 3 });
        if (next is null || code.BodyOf(next) is not { } body)
            return [];
        stateNames.Add(next.Parameters[0]);
        messageNames.Add(next.Parameters[1]);
        AddPlatformsMessages(body);
        Statement(body, new Case([.. states.Select(s => s.Name)], [.. messages.Select(m => m.Name)], ""), 0);
        return moves;
    }

    // What the platform tells: whatever the code names, and the time, which any state can ask for.
    private void AddPlatformsMessages(IOperation body)
    {
        var named = body.Descendants().Select(o => o switch
        {
            IDeclarationPatternOperation { MatchedType: { } type } => type,
            ITypePatternOperation { MatchedType: { } type } => type,
            IRecursivePatternOperation { MatchedType: { } type } => type,
            IIsTypeOperation { TypeOperand: { } type } => type,
            _ => null,
        });
        foreach (var type in named.OfType<INamedTypeSymbol>())
        {
            if (type.IsOurs(type.Name) && type.TypeKind is TypeKind.Class && !messages.Any(m => m.Name == type.Name))
                messages.Add((type.Name, type));
        }

        foreach (var name in Always().Where(name => !messages.Any(m => m.Name == name)))
            messages.Add((name, null));
    }

    private IEnumerable<string> Always()
    {
        if (process.Attribute("OnScheduleAttribute") is not null)
            yield return "ScheduleFired";
        yield return "TimeIsUp";
        if (ServiceIdentityOf.Read(process)?.Messages.Length > 0)
        {
            yield return "CommandSucceeded";
            yield return "CommandRefused";
        }
    }

    /// <returns>What may be the case behind the statement; <see langword="null"/> where it never goes on.</returns>
    private Case? Statement(IOperation? at, Case when, int depth)
    {
        switch (at)
        {
            case IMethodBodyOperation method:
                return Statement(method.BlockBody ?? method.ExpressionBody, when, depth);
            case ILocalFunctionOperation function:
                return function.Body is null ? when : Statement(function.Body, when, depth);
            case IBlockOperation block:
                foreach (var statement in block.Operations.Where(o => o is not ILocalFunctionOperation))
                {
                    if (Statement(statement, when, depth) is not { } then)
                        return null;
                    when = then;
                }

                return when;
            case IReturnOperation { ReturnedValue: { } value }:
                Value(value, when, depth);
                return null;
            case IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }:
                return null;
            case IConditionalOperation choice:
                return Choice(choice, when, depth);
            case ISwitchOperation cases:
                Cases(cases.Value, [.. cases.Cases.SelectMany(c => c.Clauses.Select(clause => (
                    (clause as IPatternCaseClauseOperation)?.Pattern, (clause as IPatternCaseClauseOperation)?.Guard,
                    clause is ISingleValueCaseClauseOperation single ? single.Value.Syntax.ToString() : "",
                    (Action<Case>)(then => Body(c.Body, then, depth)))))], when);
                return cases.Cases.Any(c => c.Clauses.Any(clause => clause is IDefaultCaseClauseOperation)) ? null : when;
            case null:
                return when;
            default:
                foreach (var child in at.ChildOperations.Where(c => c.DescendantsAndSelf().OfType<IReturnOperation>().Any()))
                    Statement(child, when.When("at times"), depth);
                return when;
        }
    }

    private void Body(IEnumerable<IOperation> statements, Case when, int depth)
    {
        foreach (var statement in statements)
        {
            if (Statement(statement, when, depth) is not { } then)
                return;
            when = then;
        }
    }

    private Case? Choice(IConditionalOperation choice, Case when, int depth)
    {
        var (yes, no) = Split(choice.Condition, when);
        var then = Statement(choice.WhenTrue, yes, depth);
        var otherwise = choice.WhenFalse is null ? no : Statement(choice.WhenFalse, no, depth);
        return then is null ? otherwise : otherwise is null ? then : when;
    }

    // if (message is TimeIsUp)
    private (Case Yes, Case No) Split(IOperation condition, Case when)
    {
        if (condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both)
            return (Split(both.RightOperand, Split(both.LeftOperand, when).Yes).Yes, when.When($"not ({condition.Syntax})"));
        if (condition is IIsPatternOperation test && Narrow(test.Value, test.Pattern, when) is var (narrowed, isExact))
            return (narrowed, isExact ? Without(when, narrowed) : when);
        // Without a variable, "is" is a test of the type.
        if (condition is IIsTypeOperation { IsNegated: false } type && NarrowTo(type.ValueOperand, type.TypeOperand, when) is { } ofType)
            return (ofType, Without(when, ofType));
        return (when.When(condition.Syntax.ToString()), when.When($"not ({condition.Syntax})"));
    }

    private Case? NarrowTo(IOperation subject, ITypeSymbol type, Case when) => SymbolOf(subject) is not { } symbol ? null
        : stateNames.Contains(symbol) ? when with { States = [.. Matching.Named(states, type).Intersect(when.States)] }
        : messageNames.Contains(symbol) ? when with { Messages = [.. Matching.Named(messages, type).Intersect(when.Messages)] }
        : null;

    private static Case Without(Case when, Case matched) => matched.Messages.Count == when.Messages.Count
        ? when with { States = [.. when.States.Except(matched.States)] }
        : when with { Messages = [.. when.Messages.Except(matched.Messages)] };

    private void Value(IOperation value, Case when, int depth)
    {
        if (moves.Count >= MostMoves || when.States.Count == 0 || when.Messages.Count == 0)
            return;
        switch (value)
        {
            case IConversionOperation conversion:
                Value(conversion.Operand, when, depth);
                break;
            case ISwitchExpressionOperation cases:
                Cases(
                    cases.Value,
                    [.. cases.Arms.Select(arm => (
                        (IPatternOperation?)arm.Pattern, arm.Guard, "", (Action<Case>)(then => Value(arm.Value, then, depth))))],
                    when);
                break;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                var (yes, no) = Split(choice.Condition, when);
                Value(choice.WhenTrue, yes, depth);
                Value(otherwise, no, depth);
                break;
            case IInvocationOperation call when depth < DeepestCall && code.BodyOf(call.TargetMethod) is { } body:
                Pass(call);
                Statement(body, when, depth + 1);
                break;
            case IThrowOperation:
                break;
            default:
                moves.AddRange(transitions.Read(value, when));
                break;
        }
    }

    // The state and the message keep their meaning under the names of the method that is called.
    private void Pass(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments.Where(a => a.Parameter is not null))
        {
            if (SymbolOf(argument.Value) is not { } given)
                continue;
            if (stateNames.Contains(given))
                stateNames.Add(argument.Parameter!.OriginalDefinition);
            if (messageNames.Contains(given))
                messageNames.Add(argument.Parameter!.OriginalDefinition);
        }
    }

    private void Cases(
        IOperation subject, IReadOnlyList<(IPatternOperation? Pattern, IOperation? Guard, string Constant, Action<Case> Then)> cases, Case when)
    {
        // What earlier cases have taken wholly, no later one gets.
        var taken = new HashSet<(string State, string Message)>();
        foreach (var (pattern, guard, constant, then) in cases)
        {
            var (matched, isExact) = pattern is null ? (when.When(constant), constant.Length == 0) : Narrow(subject, pattern, when);
            if (guard is not null)
                (matched, isExact) = (Split(guard, matched).Yes, false);
            foreach (var state in matched.States)
            {
                string[] left = [.. matched.Messages.Where(message => !taken.Contains((state, message)))];
                if (left.Length > 0)
                    then(matched with { States = [state], Messages = left });
            }

            if (isExact)
                taken.UnionWith(matched.States.SelectMany(state => matched.Messages.Select(message => (state, message))));
        }
    }

    private (Case Narrowed, bool IsExact) Narrow(IOperation subject, IPatternOperation pattern, Case when)
    {
        while (subject is IConversionOperation conversion)
            subject = conversion.Operand;
        if (subject is ITupleOperation tuple)
            return NarrowTuple(tuple, pattern, when);
        if (SymbolOf(subject) is { } symbol && (stateNames.Contains(symbol) || messageNames.Contains(symbol)))
        {
            var isState = stateNames.Contains(symbol);
            var (declared, types, now) = isState ? (stateNames, states, when.States) : (messageNames, messages, when.Messages);
            declared.UnionWith(Declared(pattern));
            var matching = Matching.Of(pattern, types);
            string[] names = [.. matching.Names.Where(name => now.Contains(name) || name.Contains(' '))];
            return ((isState ? when with { States = names } : when with { Messages = names }).When(matching.Guard), matching.IsExact);
        }

        return pattern is IDiscardPatternOperation
            ? (when, true)
            : (when.When($"{subject.Syntax} is {pattern.Syntax}"), false);
    }

    private (Case Narrowed, bool IsExact) NarrowTuple(ITupleOperation tuple, IPatternOperation pattern, Case when)
    {
        if (pattern is IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true })
            return (when, true);
        if (pattern is not IRecursivePatternOperation { DeconstructionSubpatterns: var parts } || parts.Length != tuple.Elements.Length)
            return (when.When(pattern.Syntax.ToString()), false);
        var isExact = true;
        for (var i = 0; i < parts.Length; i++)
        {
            var (narrowed, isPartExact) = Narrow(tuple.Elements[i], parts[i], when);
            (when, isExact) = (narrowed, isExact && isPartExact);
        }

        return (when, isExact);
    }

    private static IEnumerable<ISymbol> Declared(IPatternOperation pattern) => pattern.DescendantsAndSelf()
        .Where(o => o is IPatternOperation && !IsWithinProperty(o, pattern))
        .Select(o => o switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        })
        .OfType<ISymbol>();

    private static bool IsWithinProperty(IOperation at, IOperation until)
    {
        for (var parent = at; parent is not null && parent != until; parent = parent.Parent)
        {
            if (parent is IPropertySubpatternOperation)
                return true;
        }

        return false;
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        IConversionOperation conversion => SymbolOf(conversion.Operand),
        IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
        ILocalReferenceOperation local => local.Local,
        _ => null,
    };
}
