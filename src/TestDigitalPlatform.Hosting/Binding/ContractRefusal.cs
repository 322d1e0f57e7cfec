using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>What a contract refuses itself, by an exception of its constructor: the caller's mistake, and not ours.</summary>
internal static class ContractRefusal
{
    private const int MaxWords = 200;

    // What these throw is a mistake of the platform's.
    private static readonly Assembly[] Ours = [typeof(ContractRefusal).Assembly, typeof(Database).Assembly];

    /// <summary>Makes the message; what its constructor throws is an error of the binding.</summary>
    internal static TMessage? Bind<TMessage>(this MessageBinder<TMessage> bind, RequestBinding binding)
        where TMessage : class
    {
        try
        {
            return bind(binding);
        }
        catch (Exception e) when (Of(e) is { } thrown && !IsOurs(thrown))
        {
            var refused = Of(e)!;
            var field = refused is ArgumentException { ParamName: { Length: > 0 } parameter }
                ? JsonNamingPolicy.CamelCase.ConvertName(parameter)
                : "";
            binding.Add(field, "invalid_value", Words(refused));
            return null;
        }
    }

    /// <summary>What a constructor throws for a value; <see langword="null"/> for any other failure.</summary>
    internal static Exception? Of(Exception e)
    {
        while (e is TargetInvocationException or TypeInitializationException && e.InnerException is { } inner)
            e = inner;
        return e is ArgumentException or FormatException or OverflowException or ValidationException ? e : null;
    }

    // Whoever called into the framework last: the contract, or what made it, into which a small constructor is inlined.
    private static bool IsOurs(Exception e)
    {
        foreach (var frame in new StackTrace(e).GetFrames())
        {
            if (frame.GetMethod()?.DeclaringType?.Assembly is not { } assembly || IsFrameworks(assembly))
                continue;
            return Array.IndexOf(Ours, assembly) >= 0;
        }

        return false;
    }

    private static bool IsFrameworks(Assembly assembly) =>
        assembly.GetName().Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib");

    /// <summary>What it says; the framework adds the parameter's name, and the value, which the caller knows.</summary>
    internal static string Words(Exception e)
    {
        var words = e.Message.Split('\n')[0].TrimEnd();
        var suffix = e is ArgumentException { ParamName: { } name } ? $" (Parameter '{name}')" : "";
        if (suffix.Length > 0 && words.EndsWith(suffix, StringComparison.Ordinal))
            words = words[..^suffix.Length];
        return words.Length > MaxWords ? words[..MaxWords] + "…" : words;
    }
}
