namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class EventRulesTests
{
    [Theory]
    [InlineData("string IEvent.Subject => \"\";", "is the same for all of them")]
    [InlineData("string IEvent.Subject => nameof(Acted);", "is the same for all of them")]
    [InlineData("string IEvent.Subject { get { return \"a\" + \"b\"; } }", "is the same for all of them")]
    [InlineData("string IEvent.Subject => Guid.NewGuid().ToString();", "is different each time it is read")]
    [InlineData("string IEvent.Subject => Id + DateTimeOffset.UtcNow.ToString();", "is different each time it is read")]
    [InlineData("string IEvent.Subject => Id; string IEvent.OrderingKey => Guid.NewGuid().ToString();", "is different each time it is read")]
    public async Task A_key_that_keeps_no_order_is_told(string members, string why) =>
        (await Contracts($"public sealed record Acted(string Id) : IEvent {{ {members} }}"))
            .ShouldHaveSingleItem().ShouldContain(why);

    [Theory]
    [InlineData("string IEvent.Subject => Id;")]
    [InlineData("string IEvent.Subject => $\"order {Id}\";")]
    [InlineData("string IEvent.Subject { get { return Other(); } } private string Other() => Id;")]
    [InlineData("string IEvent.Subject => \"all\"; string IEvent.OrderingKey => \"all\";")]
    public async Task A_key_of_the_event_or_one_that_is_declared_is_fine(string members) =>
        (await Contracts($"public sealed record Acted(string Id) : IEvent {{ {members} }}")).ShouldBeEmpty();

    [Theory]
    [InlineData("string IEvent.Subject => Email.Reveal();", "Subject")]
    [InlineData("string IEvent.Subject => $\"person {Email}\";", "Subject")]
    [InlineData("string IEvent.Subject => Id; string IEvent.OrderingKey => Email.ToString();", "OrderingKey")]
    public async Task A_key_has_no_sensitive_value(string members, string name) =>
        (await Contracts($"public sealed record Acted(string Id, Sensitive<string> Email) : IEvent {{ {members} }}"))
            .ShouldHaveSingleItem().ShouldStartWith($"TDP1090: The {name} of 'Acted' contains a sensitive value");

    [Theory]
    [InlineData("Sensitive<string> ApiKey", null)]
    [InlineData("IReadOnlyList<int> Items", "TDP1072")]
    [InlineData("byte[] Items", "TDP1072")]
    [InlineData("IReadOnlyDictionary<string, int> Items", "TDP1072")]
    [InlineData("[MaxLength(5)] IReadOnlyList<int> Items", null)]
    [InlineData("[property: Length(1, 5)] IReadOnlyList<int> Items", null)]
    [InlineData("string Items", null)]
    [InlineData("string ApiKey", "TDP1073")]
    [InlineData("string? NewPassword", "TDP1073")]
    [InlineData("DateTimeOffset Password", null)]
    [InlineData("int PasswordLength", null)]
    [InlineData("CustomerId CustomerId", "TDP1079")]
    [InlineData("string Customer", "TDP1079")]
    [InlineData("CustomerId? Customer", null)]
    [InlineData("CustomerId Customer, CustomerId CustomerId", null)]
    [InlineData("CustomerId From, CustomerId Into", null)]
    public async Task What_an_event_carries_is_looked_at(string members, string? id) =>
        (await Compiled.DiagnoseContracts(
            $"public sealed record Acted(int Id, {members}) : IEvent {{ string IEvent.Subject => $\"{{Id}}\"; }}"))
            .Select(d => d.Id).ShouldBe(id is null ? [] : [id]);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("Acme Acted", "it has white space in it")]
    [InlineData("Other", "'Other' has it too")]
    public async Task A_name_on_the_wire_can_be_used(string name, string why) => (await Contracts($$"""
        [EventName("{{name}}")] public sealed record Acted(string Id) : IEvent { string IEvent.Subject => Id; }
        public sealed record Other(string Id) : IEvent { string IEvent.Subject => Id; }
        """)).Where(told => told.StartsWith("TDP1077", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain(why);

    [Fact]
    public async Task A_service_handles_one_type_of_a_name()
    {
        var contracts = Compiled.Contracts(
            "Acme.Shops.Contracts",
            """
            [EventName("acted")] public sealed record Acted(string Id) : IEvent { string IEvent.Subject => Id; }
            """);

        (await Compiled.Diagnose(
            """
            [EventName("acted")] public sealed record OurActed(string Id) : IEvent { string IEvent.Subject => Id; }
            internal sealed class One : IEventHandler<Acted>
            {
                public static Decision<Nothing> Decide(Acted @event, EventContext context) => Decision.Accept();
            }
            internal sealed class Two : IEventHandler<OurActed>
            {
                public static Decision<Nothing> Decide(OurActed @event, EventContext context) => Decision.Accept();
            }
            """, contracts)).ShouldHaveSingleItem().GetMessage(null).ShouldContain("'Acted' has it too");
    }

    [Theory]
    [InlineData("is Acme.Acted", "no longer is 'Acme.Acted' but 'acted'")]
    [InlineData("tells id string", "is told as 'acted'")]
    [InlineData("is acted", null)]
    [InlineData("is other", "no longer is 'other'")]
    public async Task A_published_name_on_the_wire_stays(string before, string? why)
    {
        var file = new NamedText("/orders/published.txt", $"event Acme.Acted {before}\nevent Acme.Acted tells id string\n");

        var told = (await Compiled.DiagnoseContracts(
            """
            namespace Acme;
            [EventName("acted")] public sealed record Acted(string Id) : IEvent { string IEvent.Subject => Id; }
            """, file)).Select(d => d.GetMessage(null)).ToArray();

        if (why is null)
            told.ShouldBeEmpty();
        else
            told.ShouldContain(message => message.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("B", "TDP1078")]
    [InlineData("C", null)]
    public async Task A_loop_over_two_handlers_is_told_at_each_step(string last, string? id) => (await Compiled.Diagnose($$"""
        public sealed record A(string Id) : IEvent { string IEvent.Subject => Id; }
        public sealed record B(string Id) : IEvent { string IEvent.Subject => Id; }
        public sealed record C(string Id) : IEvent { string IEvent.Subject => Id; }
        internal sealed class OnA : IEventHandler<A>
        {
            public static Decision<Nothing> Decide(A @event, EventContext context) => Tell(@event.Id);
            private static Decision<Nothing> Tell(string id) => Decision.Accept().Notify(new {{last}}(id));
        }
        internal sealed class OnB : IEventHandler<B>, IEventHandler<C>
        {
            public static Decision<Nothing> Decide(B @event, EventContext context) => Decision.Accept().Notify(new A(@event.Id));
            public static Decision<Nothing> Decide(C @event, EventContext context) => Decision.Accept();
        }
        """)).Select(d => d.Id).Where(told => told != "TDP1024").ShouldBe(id is null ? [] : [id, id]);

    [Theory]
    [InlineData("var now = DateTimeOffset.UtcNow;", "TDP1018")]
    [InlineData("var id = Guid.NewGuid();", "TDP1019")]
    [InlineData("File.Delete(\"a\");", "TDP1020")]
    [InlineData("throw new InvalidOperationException();", "TDP1048")]
    public async Task A_handlers_decision_is_pure(string statement, string id) => (await Compiled.Diagnose($$"""
        public sealed record Acted(string Id) : IEvent { string IEvent.Subject => Id; }
        internal sealed class OnActed : IEventHandler<Acted>
        {
            public static Decision<Nothing> Decide(Acted @event, EventContext context)
            {
                {{statement}}
                return Decision.Accept();
            }
        }
        """)).Select(d => d.Id).ShouldBe([id]);

    [Fact]
    public async Task A_handler_sends_nothing() => (await Compiled.Diagnose("""
        public sealed record Acted(string Id) : IEvent { string IEvent.Subject => Id; }
        internal sealed class OnActed(IPlatformSender<Worker> sender) : IEventHandler<Acted, int>
        {
            public Task<int> Fetch(Acted @event, Db db, CancellationToken cancellationToken) =>
                Task.FromResult(sender is null ? 0 : 1);
            public static Decision<Nothing> Decide(Acted @event, int state, EventContext context) => Decision.Accept();
        }
        [ServiceIdentity("worker", Role.CustomerAdministrator)]
        internal sealed class Worker;
        """)).Select(d => d.Id).ShouldContain("TDP1058");

    [Theory]
    [InlineData("[SetAside] internal sealed class A;", "a handler of events")]
    [InlineData("[AcrossCustomers] internal sealed class A;", "a handler of events")]
    [InlineData("[EventName(\"a\")] internal sealed record A;", "an event")]
    public async Task An_attribute_of_events_stands_where_it_means_something(string source, string meant) =>
        (await Compiled.Diagnose(source)).ShouldHaveSingleItem().GetMessage(null).ShouldContain($"only on {meant}");

    [Theory]
    [InlineData("[Projection(\"acted\")]", null)]
    [InlineData("[Projection]", "it names no table")]
    [InlineData("[Projection(\"public.acted\")]", "'public.acted' is not the plain name of a table")]
    [InlineData("[Projection(\"a\", \"\")]", "'' is not the plain name of a table")]
    public async Task A_projection_names_its_tables(string attribute, string? why)
    {
        var told = (await Compiled.Diagnose($$"""
            public sealed record Acted(string Id) : IEvent { string IEvent.Subject => Id; }
            {{attribute}} internal sealed class OnActed : IEventHandler<Acted>
            {
                public static Decision<Nothing> Decide(Acted @event, EventContext context) => Decision.Accept();
            }
            """)).Select(d => d.GetMessage(null)).ToArray();

        if (why is null)
            told.ShouldBeEmpty();
        else
            told.ShouldHaveSingleItem().ShouldContain(why);
    }

    [Fact]
    public async Task Gives_a_list_of_an_event_a_limit() => (await Mended.By(
        "public sealed record Acted(string Id, IReadOnlyList<int> Items) : IEvent { string IEvent.Subject => Id; }",
        "TDP1072", "Add [MaxLength(100)]")).ShouldBe(
        "public sealed record Acted(string Id, [MaxLength(100)] IReadOnlyList<int> Items) : IEvent { string IEvent.Subject => Id; }");

    private static async Task<string[]> Contracts(string source) =>
        [.. (await Compiled.DiagnoseContracts(source)).Select(d => $"{d.Id}: {d.GetMessage(null)}")];
}
