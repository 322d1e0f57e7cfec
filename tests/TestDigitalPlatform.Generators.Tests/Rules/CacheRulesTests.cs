namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class CacheRulesTests
{
    [Theory]
    [InlineData("typeof(Answer)", "'Answer' is published, but that is not an event")]
    [InlineData("typeof(Ask)", "'Ask' is published, but that is a query")]
    [InlineData("typeof(Act)", "'Act' is published, but that is a command")]
    [InlineData("typeof(IEvent)", "'IEvent' is published, but that is abstract")]
    [InlineData("typeof(Happened)", "'Happened' is published, but that is abstract")]
    [InlineData("typeof(Changed<>)", "'Changed' is published, but that is an unbound generic type")]
    [InlineData("typeof(Acted), typeof(string), Seconds = 5", "'String' is published, but that is not an event")]
    [InlineData("typeof(int[])", "not an event")]
    public async Task What_drops_an_answer_is_an_event(string named, string told) =>
        (await Told(named)).ShouldHaveSingleItem().ShouldContain(told);

    [Theory]
    [InlineData("typeof(Acted)")]
    [InlineData("typeof(Acted), typeof(Changed<int>), PerUser = true")]
    public async Task An_event_is_one(string named) => (await Told(named)).ShouldBeEmpty();

    [Theory]
    [InlineData("[Post(\"/a\"), Allow, Cached(typeof(E))] public sealed record A : ICommand;", "[Cached]", "a query")]
    [InlineData("[Cached(typeof(E))] public sealed record A(int B);", "[Cached]", "a query")]
    [InlineData("[Get(\"/a\"), Allow, RequireIfMatch] public sealed record A : IQuery<int>;", "[RequireIfMatch]", "a command")]
    [InlineData("[Get(\"/a\"), Allow, Sortable(\"b\")] public sealed record A : IQuery<int>;", "[Sortable]", "a PageQuery<T>")]
    [InlineData("[Allow] public sealed record A(int B);", "[Allow]", "a query or a command")]
    [InlineData("[Get(\"/a\")] public sealed record A(int B);", "[Get]", "a query or a command")]
    [InlineData("[Public] public sealed record A : IEvent { string IEvent.Subject => ToString(); }", "[Public]", "a query or a command")]
    public async Task An_attribute_stands_where_it_means_something(string source, string attribute, string meant) =>
        (await Compiled.DiagnoseContracts(source + " public sealed record E : IEvent { string IEvent.Subject => ToString(); }"))
            .Where(d => d.Id == "TDP1050").ShouldHaveSingleItem().GetMessage(null).ShouldStartWith("'A' has "
                + $"{attribute}, which has an effect only on {meant}");

    private static async Task<string[]> Told(string named) => [.. (await Compiled.DiagnoseContracts($$"""
        [Get("/answers"), Allow, Cached({{named}})] public sealed record Ask : IQuery<Answer>;
        [Post("/acts"), Allow] public sealed record Act : ICommand;
        public sealed record Answer(int Count);
        public abstract record Happened : IEvent { string IEvent.Subject => ToString(); }
        public sealed record Acted(int Count) : IEvent { string IEvent.Subject => ToString(); }
        public sealed record Changed<T>(T Value) : IEvent { string IEvent.Subject => ToString(); }
        """)).Where(d => d.Id == "TDP1047").Select(d => d.GetMessage(null))];
}
