using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Flows;

/// <summary>Reads where a transition leads, and what else it does.</summary>
/// <param name="code">The bodies of methods that are called.</param>
/// <param name="state">The type of the states.</param>
/// <param name="stateNames">The variables that hold the state as it was.</param>
internal sealed class TransitionReader(SourceMethods code, INamedTypeSymbol state, ISet<ISymbol> stateNames)
{
    private const string Unseen = "?";
    private const string Same = "=";

    /// <param name="value">What makes the transition.</param>
    /// <param name="when">In which cases.</param>
    public IEnumerable<Move> Read(IOperation value, Case when)
    {
        var parts = Parts(value);
        var targets = parts is null ? [Unseen] : TargetsOf(parts.GetValueOrDefaultOf("State"), 0).Distinct().ToArray();
        var (effects, sent, told) = Effects(parts);
        var isEnd = parts?.GetValueOrDefaultOf("Complete") is { } complete && !IsConstant(complete, false);
        foreach (var from in when.States)
        {
            foreach (var message in when.Messages)
            {
                foreach (var target in targets)
                {
                    // It stays as it is.
                    var isSame = target == Same || (target.Length == 0 && from.Length == 0);
                    if (isSame && !isEnd && effects.Count == 0)
                        continue;
                    yield return new Move(
                        from, message, when.Guard, isEnd ? "" : target == Same ? from : target, effects, sent, told);
                }
            }
        }
    }

    // new(…) and new(…) with { … }, by the names of the members.
    private static Dictionary<string, IOperation>? Parts(IOperation value)
    {
        if (value is IConversionOperation conversion)
            return Parts(conversion.Operand);
        var parts = value switch
        {
            IObjectCreationOperation made when made.Type.IsOurs("Transition") => made.Arguments
                .Where(a => a.ArgumentKind is not ArgumentKind.DefaultValue && a.Parameter is not null)
                .ToDictionary(a => a.Parameter!.Name, a => a.Value),
            IWithOperation with => Parts(with.Operand),
            _ => null,
        };
        var initializer = value switch
        {
            IObjectCreationOperation made => made.Initializer,
            IWithOperation with => with.Initializer,
            _ => null,
        };
        if (parts is null)
            return null;
        foreach (var assigned in initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
        {
            if (assigned.Target is IPropertyReferenceOperation { Property: var property })
                parts[property.Name] = assigned.Value;
        }

        return parts;
    }

    private IEnumerable<string> TargetsOf(IOperation? target, int depth)
    {
        while (target is IConversionOperation conversion)
            target = conversion.Operand;
        switch (target)
        {
            case null or { ConstantValue: { HasValue: true, Value: null } }:
                return [""];
            case IParameterReferenceOperation { Parameter: var parameter } when stateNames.Contains(parameter.OriginalDefinition):
            case ILocalReferenceOperation { Local: var local } when stateNames.Contains(local):
                return [Same];
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return TargetsOf(choice.WhenTrue, depth).Concat(TargetsOf(otherwise, depth));
            case ISwitchExpressionOperation cases:
                return cases.Arms.SelectMany(arm => TargetsOf(arm.Value, depth));
            case IThrowOperation:
                return [];
            case { Type: INamedTypeSymbol { IsAbstract: false } type } when ProcessModel.StatesOf(state)
                .Any(s => SymbolEqualityComparer.Default.Equals(s, type)):
                return [type.Name];
            case IInvocationOperation call when depth < 5 && code.BodyOf(call.TargetMethod) is { } body:
                return body.Descendants().OfType<IReturnOperation>().SelectMany(r => TargetsOf(r.ReturnedValue, depth + 1));
            default:
                return [Unseen];
        }
    }

    private (List<string> Effects, List<string> Sent, IReadOnlyList<ITypeSymbol?> Told) Effects(Dictionary<string, IOperation>? parts)
    {
        var (effects, sent, told) = (new List<string>(), new List<string>(), (IReadOnlyList<ITypeSymbol?>)[]);
        foreach (var part in parts ?? [])
        {
            if (IsConstant(part.Value, null) || IsConstant(part.Value, false))
                continue;
            switch (part.Key)
            {
                case "State" or "Complete":
                    break;
                case "WakeAt":
                    effects.Add("wake later");
                    break;
                case "Send":
                    sent.AddRange(code.MadeIn(part.Value, SourceMethods.IsCommand).Select(c => c?.Name ?? Unseen));
                    effects.AddRange(sent.Select(command => $"send {command}"));
                    break;
                case "Call":
                    effects.AddRange(code.MadeIn(part.Value, SourceMethods.IsExternalCall).Select(c => $"call {c?.Name ?? Unseen}"));
                    break;
                case "Notify":
                    told = code.MadeIn(part.Value, SourceMethods.IsEvent);
                    effects.AddRange(told.Select(e => $"publish {e?.Name ?? Unseen}"));
                    break;
                default:
                    effects.AddRange(Made(part.Value).Select(name => $"{part.Key.ToLowerInvariant()} {name}"));
                    break;
            }
        }

        return (effects, sent, told);
    }

    private static string[] Made(IOperation value)
    {
        string[] made = [.. value.DescendantsAndSelf().OfType<IObjectCreationOperation>().Select(o => o.Type?.Name ?? Unseen).Distinct()];
        return made.Length > 0 ? made : [Unseen];
    }

    private static bool IsConstant(IOperation value, object? constant)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value.ConstantValue.HasValue && Equals(value.ConstantValue.Value, constant);
    }
}

internal static class PartsOfTransition
{
    public static IOperation? GetValueOrDefaultOf(this Dictionary<string, IOperation> parts, string name) =>
        parts.TryGetValue(name, out var value) ? value : null;
}
