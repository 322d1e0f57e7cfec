using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>Writes the list of the events that a service handles.</summary>
internal static class EventSource
{
    private const string Subscription = "global::TestDigitalPlatform.Generated.EventSubscription";

    public static string Write(IReadOnlyList<EventModel> events)
    {
        var source = new CodeText()
            .Line("namespace TestDigitalPlatform;")
            .Line()
            .Open("internal static partial class GeneratedPlatform")
            .Summary("The events that this service handles")
            .OpenHidden("internal static class Events");
        var shared = events.Where(HasOneInstance).Select(e => e.Handler).Distinct().ToArray();
        for (var i = 0; i < shared.Length; i++)
            source.Line($"private static readonly {shared[i]} Handler{i} = new();");
        source
            .Line($"internal static global::System.Collections.Generic.IReadOnlyList<{Subscription}> Subscriptions {{ get; }} =")
            .Line("[")
            .Indent();
        foreach (var @event in events)
            source.Line($"{Write(@event, Array.IndexOf(shared, @event.Handler))},");
        return source.Outdent().Line("];").Close().Close().ToString();
    }

    private static string Write(EventModel @event, int shared)
    {
        var types = string.Join(", ", @event.TypeArguments.Prepend(@event.Handler));
        var factory = !@event.Fetches ? ""
            : shared >= 0 ? $", static _ => Handler{shared}"
            : $", static services => new {@event.Handler}({string.Join(", ", @event.Dependencies)})";
        return $"{Subscription}.Of<{types}>({Literal.Of(@event.Name)}, {@event.Settings}{factory})";
    }

    // A handler without dependencies keeps nothing, so one serves all events.
    private static bool HasOneInstance(EventModel @event) => @event.Fetches && @event.Dependencies.Count == 0;
}
