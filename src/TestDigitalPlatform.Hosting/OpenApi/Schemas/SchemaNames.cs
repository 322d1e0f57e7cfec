using System.Text;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Gives each type of a document a name of its own, the shortest that is free.</summary>
internal sealed class SchemaNames
{
    private readonly Dictionary<(Type Type, SchemaUse Use, Type? Within), string> names = [];
    private readonly HashSet<string> taken = [];

    /// <summary>Keeps a name that the document gives to something of its own.</summary>
    internal void Reserve(string name) => taken.Add(name);

    /// <summary>Finds a type's name, or gives it one.</summary>
    /// <param name="type">The type.</param>
    /// <param name="use">Which way it travels.</param>
    /// <param name="within">The type that it is a form of, where it has a member more than by itself.</param>
    /// <returns>The name, and whether the type was met for the first time.</returns>
    internal (string Name, bool IsNew) Of(Type type, SchemaUse use, Type? within = null)
    {
        if (names.TryGetValue((type, use, within), out var known))
            return (known, false);
        var name = Candidates(type, use).First(taken.Add);
        names[(type, use, within)] = name;
        return (name, true);
    }

    private static IEnumerable<string> Candidates(Type type, SchemaUse use)
    {
        // What is sent has other rules than what is answered: a type that goes both ways has two schemas; an enum one.
        var name = Readable(type) + (use is not SchemaUse.Response && !type.IsEnum && !IsMessage(type) ? "Input" : "");
        yield return name;
        foreach (var part in (type.Namespace ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries).Reverse())
            yield return name = part + name;
        for (var i = 2; ; i++)
            yield return $"{name}{i}";
    }

    private static bool IsMessage(Type type) => Shapes.Is(type, typeof(ICommand<>));

    // Page<RequestSummary>: PageOfRequestSummary. Deadline.Waiting: DeadlineWaiting.
    private static string Readable(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Readable(value);
        if (Shapes.ElementOfList(type) is { } element)
            return "ListOf" + Readable(element);
        var name = new StringBuilder(type.Name.Split('`')[0]);
        if (type.DeclaringType is { } outer)
            name.Insert(0, outer.Name.Split('`')[0]);
        if (type.IsGenericType)
            name.Append("Of").AppendJoin("And", type.GetGenericArguments().Select(Readable));
        return name.ToString();
    }
}
