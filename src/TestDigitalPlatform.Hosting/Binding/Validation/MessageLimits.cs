using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Binding.Shapes;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

/// <summary>Holds messages that came in no request against the limits that requests are held against.</summary>
internal sealed class MessageLimits(IServiceScopeFactory scopes) : IMessageLimits
{
    private static readonly ConcurrentDictionary<Type, Member[]> Members = new();

    public IReadOnlyList<FieldError> ErrorsOf(object message)
    {
        using var scope = scopes.CreateScope();
        var binding = new RequestBinding(new DefaultHttpContext { RequestServices = scope.ServiceProvider }, default);
        foreach (var member in Members.GetOrAdd(message.GetType(), static type => [.. MembersOf(type)]))
        {
            foreach (var value in member.ValuesOf(message))
                Check(binding, message, member, value);
        }

        return binding.Errors;
    }

    private static void Check(RequestBinding binding, object message, Member member, object? value)
    {
        var name = member.Name;
        value = SensitiveTypes.PlainOf(value);
        if (value is string text && !Text.IsStorable(text))
            binding.Add(name, "invalid_text", Text.NoText(name));
        // A text whose contract says nothing about its length has the platform's bound.
        else if (value is string free && !member.BoundsLength && Text.IsLonger(free, Text.MaxInBody))
            binding.Add(name, "too_long", Text.TooLong(name, free, Text.MaxInBody));
        else if (Rules.CheckWithin(binding, name, value, member.Rules, binding.Whole(message, member.Property, name))
            && member.GoesOn && value is not null)
            NestedRules.Check(binding, name, value, member.Type);
    }

    // Named as callers name it: a setting, which comes in no request, has the names of JSON alone.
    private static IEnumerable<Member> MembersOf(Type message)
    {
        var described = MessageDescription.Find(message)?.Members.ToDictionary(m => m.Property, m => m.Name);
        foreach (var json in JsonMembers.Of(message).Where(p => p.Get is not null))
            yield return new Member(json, described?.GetValueOrDefault(JsonMembers.PropertyOf(json).Name) ?? json.Name);
    }

    /// <summary>One property of a message.</summary>
    private sealed class Member
    {
        private readonly Func<object, IEnumerable<object?>> values;

        internal Member(JsonPropertyInfo json, string name)
        {
            var (filtered, rules) = (FilteredBy(json.PropertyType), MemberShape.RulesOf(json));
            (Property, Type, Name) = (JsonMembers.PropertyOf(json).Name, filtered ?? json.PropertyType, name);
            (Rules, BoundsLength) = (ValueRule.Of(rules, Type), rules.Any(r => r.BoundsLength()));
            GoesOn = filtered is null && !Formats.Has(Type) && Type != typeof(string) && NestedRules.HasAny(Type);
            values = filtered is null ? message => [json.Get!(message)] : Values(json.Get!, filtered);
        }

        internal string Property { get; }

        internal Type Type { get; }

        internal string Name { get; }

        internal ValueRule[] Rules { get; }

        internal bool BoundsLength { get; }

        internal bool GoesOn { get; }

        internal IEnumerable<object?> ValuesOf(object message) => values(message);

        private static Type? FilteredBy(Type type) =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Filter<>)
                ? type.GenericTypeArguments[0]
                : null;

        private static Func<object, IEnumerable<object?>> Values(Func<object, object?> get, Type filtered)
        {
            var read = typeof(Member).GetMethod(nameof(ValuesIn), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(filtered).CreateDelegate<Func<object, IEnumerable<object?>>>();
            return message => read(get(message)!);
        }

        // A part of a text is held to none of the rules, as in a query string.
        private static List<object?> ValuesIn<T>(object filter)
        {
            var found = new List<object?>();
            foreach (var condition in ((Filter<T>)filter).Conditions)
            {
                if ((condition.Operator & (Operators.Contains | Operators.StartsWith)) == 0)
                    found.AddRange(condition.Values.Cast<object?>());
            }

            return found;
        }
    }
}
