using TestDigitalPlatform.Testing.Conformance.Filling;
using TestDigitalPlatform.Testing.Tests.Shop;

namespace TestDigitalPlatform.Testing.Tests.Conformance;

public sealed class TableFillerTests
{
    private const string Lost = """
        select count(*) from article a left join shelf s on s.id = a.shelf_id and s.customer_id = a.customer_id where s.id is null
        """;

    [Fact]
    public async Task Copies_have_ids_of_their_own_and_find_what_they_refer_to()
    {
        await using var service = await ShopService.Start();
        var filler = await TableFiller.Of(service.Database);
        await Fill(service);

        await filler.Copy(1, 10);
        await filler.Copy(11, 12);

        (await service.Database.Scalar<long>("select count(distinct id) from article")).ShouldBe(26);
        (await service.Database.Scalar<long>("select count(distinct name) from shelf")).ShouldBe(13);
        (await service.Database.Scalar<long>(Lost)).ShouldBe(0);
        (await service.Database.Scalar<long>("select count(*) from article where sold_at < added_at")).ShouldBe(0);
        (await service.Database.Scalar<long>("select count(*) from article where customer_id <> 'acme'")).ShouldBe(0);
    }

    [Fact]
    public async Task Tables_are_filled_up_for_many_customers_and_counted()
    {
        await using var service = await ShopService.Start();
        var filler = await TableFiller.Of(service.Database);
        await Fill(service);

        await filler.FillUp(rows: 2_000, customers: 20);

        (await service.Database.Scalar<long>("select count(*) from article")).ShouldBeInRange(2_000, 2_010);
        (await service.Database.Scalar<long>("select count(distinct customer_id) from article")).ShouldBe(20);
        (await service.Database.Scalar<float>("select reltuples from pg_class where relname = 'article'"))
            .ShouldBeGreaterThan(1_900);
        (await service.Database.Scalar<long>(Lost)).ShouldBe(0);
    }

    [Fact]
    public async Task A_table_whose_rows_can_not_be_multiplied_is_named()
    {
        await using var service = await ShopService.Start();
        var filler = await TableFiller.Of(service.Database);
        await Fill(service);
        await service.Database.Scalar<int>(
            "alter table article add constraint one_of_each exclude (name with =); select 1");

        var failure = await Should.ThrowAsync<TestFailedException>(() => filler.Copy(1, 1));

        failure.Message.ShouldContain("Rows of 'article' can't be multiplied");
        failure.Message.ShouldContain("one_of_each");
    }

    [Fact]
    public async Task A_table_that_a_migration_filled_stays_as_it_is()
    {
        await using var service = await ShopService.Start();
        await service.Database.Scalar<int>(
            "insert into shelf values (gen_random_uuid(), 'acme', 'Always there'); select 1");
        var filler = await TableFiller.Of(service.Database);
        await Fill(service);

        await filler.Copy(1, 10);

        (await service.Database.Scalar<long>("select count(*) from shelf")).ShouldBe(2);
        (await service.Database.Scalar<long>("select count(*) from article")).ShouldBe(22);
    }

    [Fact]
    public void A_row_that_belongs_to_another_is_varied_with_it()
    {
        var (head, tail) = (Table("head", ["id"]), Table("tail", ["head_id"]));

        Variation.Choose([tail, head], [new ForeignKey("tail", ["head_id"], "head", ["id"])]);

        tail.Varied.ShouldBe(["head_id"]);
        head.Varied.ShouldBe(["id"]);
    }

    [Fact]
    public void A_customer_is_varied_only_where_nothing_else_tells_rows_apart()
    {
        var account = Table("account", ["customer_id"]);
        var order = Table("order", ["id"], ["customer_id", "number"]);

        Variation.Choose([account, order], [new ForeignKey("order", ["customer_id"], "account", ["customer_id"])]);

        account.Varied.ShouldBe(["customer_id"]);
        order.Varied.ShouldBe(["id", "number"], ignoreOrder: true);
    }

    private static Table Table(string name, params string[][] keys) =>
        new(name, [.. keys.SelectMany(k => k).Distinct().Select(c => new Column(c, "text"))], keys, "customer_id");

    private static async Task Fill(TestService service)
    {
        var shelf = await service.AddShelf();
        var sold = await service.Ann().AddArticle(shelf, "Emma");
        await service.Ann().AddArticle(shelf);
        await service.Ann().PostAsync($"/articles/{sold}/sale", null).ShouldSucceed();
    }
}
