namespace TestDigitalPlatform.Generators.Tests;

/// <summary>What the editor offers to mend, and what becomes of the code.</summary>
public sealed class FixTests
{
    [Theory]
    [InlineData("Allow Platform Administrators", "[Delete(\"/orders/{order}\"), Allow(Role.PlatformAdministrator)]")]
    [InlineData("Allow the customer roles",
        "[Delete(\"/orders/{order}\"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]")]
    [InlineData("Allow every signed-in caller", "[Delete(\"/orders/{order}\"), Allow]")]
    [InlineData("Make it public", "[Delete(\"/orders/{order}\"), Public]")]
    public async Task Says_who_may_use_an_operation(string title, string attributes) => (await Mended.By(
        """
        /// <summary>Cancels an order.</summary>
        [Delete("/orders/{order}")]
        public sealed record CancelOrder(Guid Order) : ICommand;
        """, "TDP1001", title)).ShouldBe($"""
        /// <summary>Cancels an order.</summary>
        {attributes}
        public sealed record CancelOrder(Guid Order) : ICommand;
        """);

    [Theory]
    [InlineData("IReadOnlyList<OrderSummary>")]
    [InlineData("OrderSummary[]")]
    public async Task Makes_a_list_a_page(string answer) => (await Mended.By(
        $"""
        [Get("/orders"), Allow]
        public sealed record ListOrders : IQuery<{answer}>;
        public sealed record OrderSummary(Guid Id);
        """, "TDP1005", "Derive from PageQuery<OrderSummary>")).ShouldBe("""
        [Get("/orders"), Allow]
        public sealed record ListOrders : PageQuery<OrderSummary>;
        public sealed record OrderSummary(Guid Id);
        """);

    [Fact]
    public async Task Takes_what_is_no_event_out_of_a_cache() => (await Mended.By(
        """
        [Get("/orders/{order}"), Allow, Cached(typeof(Shipped), typeof(string), Seconds = 5)]
        public sealed record GetOrder(Guid Order) : IQuery<int>;
        public sealed record Shipped(Guid Order) : IEvent { string IEvent.Subject => ToString(); }
        """, "TDP1047", "Remove typeof(string)")).ShouldStartWith(
        "[Get(\"/orders/{order}\"), Allow, Cached(typeof(Shipped), Seconds = 5)]");

    [Fact]
    public async Task Says_that_what_is_thrown_for_can_not_be() => (await Mended.By(
        Refusing("throw new InvalidOperationException(\"Never.\");"), "TDP1048", "Throw an UnreachableException"))
        .ShouldContain("throw new System.Diagnostics.UnreachableException(\"Never.\");");

    [Theory]
    [InlineData("[Allow, Cached(typeof(string))]\n", "[Allow]\n")]
    [InlineData("[Allow]\n[Cached(typeof(string))]\n", "[Allow]\n")]
    public async Task Removes_an_attribute_that_means_nothing(string attributes, string left) => (await Mended.By(
        $"/// <summary>Cancels.</summary>\n{attributes}public sealed record CancelOrder(Guid Order) : ICommand;",
        "TDP1050", "Remove [Cached]"))
        .ShouldBe($"/// <summary>Cancels.</summary>\n{left}public sealed record CancelOrder(Guid Order) : ICommand;");

    [Fact]
    public async Task Writes_an_id() => (await Mended.By(
        """
        /// <summary>Names an order.</summary>
        [Id]
        public record struct OrderId(int Value);
        """, "TDP1008", "Make it an id type")).ShouldBe("""
        /// <summary>Names an order.</summary>
        [Id]
        public readonly partial record struct OrderId(Guid Value);
        """);

    [Fact]
    public async Task Gives_a_query_the_method_of_queries() => (await Mended.By(
        """
        [Post("/orders/{order}"), Allow]
        public sealed record GetOrder(Guid Order) : IQuery<string>;
        """, "TDP1012", "Use [Get]")).ShouldBe("""
        [Get("/orders/{order}"), Allow]
        public sealed record GetOrder(Guid Order) : IQuery<string>;
        """);

    [Fact]
    public async Task Offers_a_command_each_method_of_commands() => (await Mended.Offers(
        """
        [Get("/orders/{order}"), Allow]
        public sealed record CancelOrder(Guid Order) : ICommand;
        """, "TDP1012")).ShouldBe(["Use [Post]", "Use [Put]", "Use [Patch]", "Use [Delete]"]);

    [Theory]
    [InlineData("/customerOrder/{order}", "/customer-orders/{order}")]
    [InlineData("/order/{order}", "/orders/{order}")]
    [InlineData("/orders/{order}/cancel", "/orders/{order}/cancellation")]
    [InlineData("/orders/get/{order}", "/orders/{order}")]
    [InlineData("orders/{order}", "/orders/{order}")]
    public async Task Writes_a_route_as_all_are_written(string route, string better) => (await Mended.By(
        $$"""
        [Post("{{route}}"), Allow]
        public sealed record ChangeOrder(Guid Order) : ICommand;
        """, "TDP1016", $"Write '{better}'")).ShouldStartWith($"[Post(\"{better}\"), Allow]");

    [Fact]
    public async Task Makes_a_handler_internal_and_sealed() => (await Mended.By(
        """
        [Delete("/orders/{order}"), Allow]
        public sealed record CancelOrder(Guid Order) : ICommand;

        /// <summary>Cancels.</summary>
        public class CancelOrderHandler : ICommandHandler<CancelOrder, Nothing>
        {
            public static Decision<Nothing> Decide(CancelOrder command, CommandContext context) => Decision.Accept();
        }
        """, "TDP1025", "Make it internal sealed")).ShouldEndWith("""
        /// <summary>Cancels.</summary>
        internal sealed class CancelOrderHandler : ICommandHandler<CancelOrder, Nothing>
        {
            public static Decision<Nothing> Decide(CancelOrder command, CommandContext context) => Decision.Accept();
        }
        """);

    [Theory]
    [InlineData("public record CancelOrder(Guid Order) : ICommand;")]
    [InlineData("public class CancelOrder(Guid Order) : ICommand;")]
    [InlineData("public record struct CancelOrder(Guid Order) : ICommand;")]
    public async Task Makes_a_message_a_sealed_record(string declared) => (await Mended.By(
        $"""
        /// <summary>Cancels an order.</summary>
        [Delete("/orders/{"{order}"}"), Allow]
        {declared}
        """, "TDP1022", "Make it a sealed record")).ShouldBe("""
        /// <summary>Cancels an order.</summary>
        [Delete("/orders/{order}"), Allow]
        public sealed record CancelOrder(Guid Order) : ICommand;
        """);

    [Theory]
    [InlineData("public int Count { get; set; }", "Use 'init'", "public int Count { get; init; }")]
    [InlineData("public required List<int> Lines { get; init; }", "Use IReadOnlyList<int>", "public required IReadOnlyList<int> Lines { get; init; }")]
    [InlineData("public Dictionary<string, int> Lines { get; init; } = new();", "Use IReadOnlyDictionary<string, int>", "public IReadOnlyDictionary<string, int> Lines { get; init; } = new();")]
    public async Task Makes_a_member_stay_as_it_was_sent(string member, string title, string mended) => (await Mended.By(
        $$"""
        [Post("/orders"), Allow]
        public sealed record PlaceOrder : ICommand
        {
            {{member}}
        }
        """, "TDP1023", title)).ShouldContain($"    {mended}\n");

    [Theory]
    [InlineData("DateTime At", "DateTimeOffset At")]
    [InlineData("DateTime? At", "DateTimeOffset? At")]
    public async Task Gives_an_instant_its_offset(string parameter, string mended) => (await Mended.By(
        $$"""
        public sealed record OrderPlaced({{parameter}}) : IEvent { string IEvent.Subject => ToString(); }
        """, "TDP1026", "Use DateTimeOffset")).ShouldContain($"OrderPlaced({mended})");

    [Fact]
    public async Task Takes_the_kind_out_of_a_name_everywhere() => (await Mended.By(
        """
        [Delete("/orders/{order}"), Allow]
        public sealed record CancelOrderCommand(Guid Order) : ICommand;

        internal sealed class CancelOrderHandler : ICommandHandler<CancelOrderCommand, Nothing>
        {
            public static Decision<Nothing> Decide(CancelOrderCommand command, CommandContext context) => Decision.Accept();
        }
        """, "TDP1032", "Rename to CancelOrder")).ShouldBe("""
        [Delete("/orders/{order}"), Allow]
        public sealed record CancelOrder(Guid Order) : ICommand;

        internal sealed class CancelOrderHandler : ICommandHandler<CancelOrder, Nothing>
        {
            public static Decision<Nothing> Decide(CancelOrder command, CommandContext context) => Decision.Accept();
        }
        """);

    [Fact]
    public async Task Takes_the_subject_out_of_an_events_json() => (await Mended.By(
        """
        public sealed record OrderPlaced(Guid Order) : IEvent
        {
            public string Subject => Order.ToString();
        }
        """, "TDP1041", "Implement IEvent.Subject explicitly")).ShouldBe("""
        public sealed record OrderPlaced(Guid Order) : IEvent
        {
            string IEvent.Subject => Order.ToString();
        }
        """);

    [Theory]
    [InlineData("(string Title)", "([Length(1, 200)] string Title)")]
    [InlineData("([Required] string Title)", "([Required, Length(1, 200)] string Title)")]
    public async Task Gives_a_text_a_limit(string parameters, string mended) => (await Mended.By(
        $"[Post(\"/orders\"), Allow] public sealed record PlaceOrder{parameters} : ICommand;",
        "TDP1042", "Add [Length(1, 200)]")).ShouldContain($"PlaceOrder{mended} : ICommand;");

    [Theory]
    [InlineData("DateTimeOffset.UtcNow", "TDP1018", "Use it.Now", "it.Now")]
    [InlineData("new OrderId(Guid.NewGuid())", "TDP1019", "Use it.NewId<OrderId>()", "it.NewId<OrderId>()")]
    [InlineData("OrderId.From(Guid.CreateVersion7())", "TDP1019", "Use it.NewId<OrderId>()", "it.NewId<OrderId>()")]
    public async Task Takes_time_and_ids_from_the_context(string value, string id, string title, string mended) =>
        (await Mended.By(Deciding(value), id, title)).ShouldBe(Deciding(mended));

    [Fact]
    public async Task Offers_nothing_for_a_guid_that_is_no_id() =>
        (await Mended.Offers(Deciding("Guid.NewGuid()"), "TDP1019")).ShouldBeEmpty();

    [Theory]
    [InlineData("\"select id from customer_order\"", "\"select id, title from customer_order\"")]
    [InlineData("$\"select id from customer_order where id = {query.Order}\"", "$\"select id, title from customer_order where id = {query.Order}\"")]
    [InlineData("\"select id from customer_order where title <> ' from '\"", "\"select id, title from customer_order where title <> ' from '\"")]
    [InlineData("\"select id -- only that\\n from customer_order\"", "\"select id, title -- only that\\n from customer_order\"")]
    public async Task Selects_what_the_record_needs(string statement, string mended) =>
        (await Mended.By(Reading(statement), "TDP1046", "Select title")).ShouldBe(Reading(mended));

    [Fact]
    public async Task Selects_what_callers_filter_by() => (await Mended.By(Listing("select id, title from customer_order"), "TDP1017", "Select city"))
        .ShouldBe(Listing("select id, title, city from customer_order"));

    [Theory]
    [InlineData("\"select * from customer_order\"", "TDP1034", "Select id, title", "\"select id, title from customer_order\"")]
    [InlineData("$\"select * from customer_order where id = {query.Order}\"", "TDP1034", "Select id, title", "$\"select id, title from customer_order where id = {query.Order}\"")]
    [InlineData("\"select * from customer_order where title <> 'select * '\"", "TDP1034", "Select id, title", "\"select id, title from customer_order where title <> 'select * '\"")]
    [InlineData("@\"select /* all */ * from \"\"customer_order\"\"\"", "TDP1034", "Select id, title", "@\"select /* all */ id, title from \"\"customer_order\"\"\"")]
    public async Task Names_the_columns(string statement, string id, string title, string mended) =>
        (await Mended.By(Reading(statement), id, title)).ShouldBe(Reading(mended));

    [Theory]
    [InlineData("select id, title, city from customer_order order by title limit 5", "Remove 'order by …'")]
    [InlineData("select id, title, city from customer_order limit 5", "Remove 'limit …'")]
    public async Task Leaves_the_order_of_a_page_to_the_platform(string statement, string title) =>
        (await Mended.By(Listing(statement), "TDP1035", title))
            .ShouldBe(Listing("select id, title, city from customer_order"));

    [Fact]
    public async Task Stores_without_returning() =>
        (await Mended.By(Deciding("1", " returning id"), "TDP1038", "Remove 'returning …'")).ShouldBe(Deciding("1"));

    [Theory]
    [InlineData("Insert", "Change", "update customer_order set title = ''")]
    [InlineData("Insert", "ChangeAny", "insert into customer_order (id) values (1) on conflict do nothing")]
    [InlineData("Change", "Insert", "insert into customer_order (id) values (1)")]
    [InlineData("ChangeAny", "Insert", "insert into customer_order (id) values (1)")]
    [InlineData("Change", "ChangeAny", "select count_anew()")]
    public async Task Says_what_a_statement_does_to_rows(string said, string mended, string statement) => (await Mended.By(
        Changing($".{said}(\"{statement}\")"), "TDP1095", $"Use {mended}")).ShouldBe(Changing($".{mended}(\"{statement}\")"));

    [Fact]
    public async Task Says_what_the_statements_of_an_earlier_version_do_to_rows() => (await Mended.By(
        Changing("""
            .Store($"insert into customer_order (id, title) values ({1}, {Title})").Notify(null!)
                        .Store(Renamed(1), new Refusal("orders.taken", "It is taken.")).StoreAny("select count_anew()")
                        .StoreAny("delete from customer_line").Store(Added)
            """), "TDP1095", "Use Insert, Change and ChangeAny")).ShouldBe(Changing("""
            .Insert($"insert into customer_order (id, title) values ({1}, {Title})").Notify(null!)
                        .Change(Renamed(1), new Refusal("orders.taken", "It is taken.")).ChangeAny("select count_anew()")
                        .ChangeAny("delete from customer_line").Insert(Added)
            """));

    [Theory]
    [InlineData("throw new RefusedException(Full);", "return Decision.Refuse(Full);")]
    [InlineData("return context is null ? Decision.Accept() : throw new RefusedException(Full);", "return context is null ? Decision.Accept() : Decision.Refuse(Full);")]
    public async Task Returns_a_refusal(string statement, string mended) =>
        (await Mended.By(Refusing(statement), "TDP1039", "Return Decision.Refuse(…)")).ShouldBe(Refusing(mended));

    [Fact]
    public async Task Makes_a_constant_a_part_of_the_statement() => (await Mended.By(
        """
        internal static class Orders
        {
            private const string Columns = "id, title";
            public static Sql All(int id) => $"select {Columns} from customer_order where id = {id}";
        }
        """, "TDP1010", "Declare it as Sql")).ShouldBe("""
        internal static class Orders
        {
            private static readonly Sql Columns = "id, title";
            public static Sql All(int id) => $"select {Columns} from customer_order where id = {id}";
        }
        """);

    [Fact]
    public void Each_fix_mends_rules_that_there_are()
    {
        var rules = Compiled.Analyzers.SelectMany(a => a.SupportedDiagnostics).Select(rule => rule.Id);

        Mended.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).ShouldBeSubsetOf(rules);
    }

    [Fact]
    public void Each_rule_that_the_editor_mends_is_marked_in_the_list()
    {
        var marked = ErrorPage.Rules().Where(row => row.EndsWith("| yes |", StringComparison.Ordinal))
            .Select(row => row[row.IndexOf("TDP", StringComparison.Ordinal)..][..7]);

        marked.Distinct().Order().ShouldBe(Mended.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Distinct().Order());
    }

    private static string Deciding(string value, string tail = "") => $$$"""
        [Id] public readonly partial record struct OrderId(Guid Value) : IId<OrderId>
        {
            public static OrderId From(Guid value) => new(value);
        }

        [Post("/orders"), Allow]
        public sealed record PlaceOrder : ICommand;

        internal sealed class PlaceOrderHandler : ICommandHandler<PlaceOrder, Nothing>
        {
            public static Decision<Nothing> Decide(PlaceOrder command, CommandContext it) =>
                Decision.Accept().Insert($"insert into customer_order values ({{{{value}}}}){{{tail}}}");
        }
        """;

    private static string Changing(string calls) => $$"""
        internal static class Orders
        {
            private const string Title = "None";
            private static readonly Sql Added = "insert into customer_line (id) values (1)";
            private static Sql Renamed(int id) => $"update customer_order set title = {Title} where id = {id}";
            public static Decision<Nothing> Decide() => Decision.Accept()
                {{calls}};
        }
        """;

    private static string Refusing(string statement) => $$"""
        [Post("/orders"), Allow]
        public sealed record PlaceOrder : ICommand;

        internal sealed class PlaceOrderHandler : ICommandHandler<PlaceOrder, Nothing>
        {
            private static readonly Refusal Full = new("orders.full", "There is no room.");

            public static Decision<Nothing> Decide(PlaceOrder command, CommandContext context)
            {
                {{statement}}
            }
        }
        """;

    private static string Reading(string statement) => $$"""
        [Get("/orders/{order}"), Allow]
        public sealed record GetOrder(Guid Order) : IQuery<OrderTitle>;

        public sealed record OrderTitle(Guid Id, string Title);

        internal sealed class GetOrderHandler : IQueryHandler<GetOrder, OrderTitle>
        {
            public Task<OrderTitle> Fetch(GetOrder query, Db db, CancellationToken cancellationToken) =>
                db.One<OrderTitle>({{statement}}, cancellationToken);
        }
        """;

    private static string Listing(string statement) => $$"""
        [Get("/orders"), Allow]
        public sealed record ListOrders : PageQuery<OrderTitle>
        {
            [Filter] public Filter<string> City { get; init; }
        }

        public sealed record OrderTitle(Guid Id, string Title);

        internal sealed class ListOrdersHandler : IQueryHandler<ListOrders, Page<OrderTitle>>
        {
            public Task<Page<OrderTitle>> Fetch(ListOrders query, Db db, CancellationToken cancellationToken) =>
                db.Page("{{statement}}", query, cancellationToken);
        }
        """;
}
