using TestDigitalPlatform.Generated;

namespace TestDigitalPlatform.Core.Tests.Paging;

public sealed class PagingTests(PagedTasks paged) : IClassFixture<PagedTasks>
{
    [Theory]
    [InlineData("title")]
    [InlineData("-title")]
    [InlineData("done,-title")]
    [InlineData("-done,title")]
    [InlineData("-done,title,-id")]
    public async Task Walks_all_items_once_in_the_order_asked_for(string sort)
    {
        var service = paged.Many;

        var walked = await Walk(service, new ListTasks { Limit = 4, Sort = sort });

        var all = (await Read(service, new ListTasks { Limit = 100, Sort = sort })).Items;
        walked.Count.ShouldBe(25);
        walked.ShouldBe(all);
    }

    [Fact]
    public async Task Neither_repeats_nor_skips_when_rows_come_in_between()
    {
        await using var service = await PagedTasks.Start(10);
        var first = await Read(service, new ListTasks { Limit = 5, Sort = "title" });

        await service.Add(new AddTask("task 00a"));
        var second = await Read(service, new ListTasks { Limit = 5, Sort = "title", After = first.Next });

        second.Items.Select(t => t.Title).ShouldBe(["task 05", "task 06", "task 07", "task 08", "task 09"]);
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task Walks_past_long_texts_in_any_script()
    {
        await using var service = await TaskService.Start();
        foreach (var last in "一二三")
            await service.Add(new AddTask(new string('漢', 400) + last));

        var walked = await Walk(service, new ListTasks { Limit = 1, Sort = "title" });

        walked.Count.ShouldBe(3);
    }

    // No index takes such texts, so here is a list without one.
    [Theory]
    [InlineData("title")]
    [InlineData("-title")]
    [InlineData("-done,title")]
    public async Task Every_cursor_is_taken_back_whatever_it_stands_on(string sort)
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>("drop index task_title; select 1");
        var random = new Random(1);
        string[] titles =
        [
            .. Enumerable.Range(0, 3).Select(i => string.Concat(Enumerable.Repeat('ж', 900)) + i),
            .. Enumerable.Range(0, 3).Select(i => string.Concat(Enumerable.Repeat("😀", 200)) + i),
            .. Enumerable.Range(0, 3).Select(_ => Any(2_000, random)),
            .. Enumerable.Range(0, 2).Select(i => Any(9_000, new Random(2)) + new string(' ', i)),
            new string('a', 100_000), new string('a', 100_001), "",
        ];
        foreach (var title in titles.Where(t => t.Length > 0))
            await service.Add(new AddTask(title));
        for (var i = 0; i < 3; i++)
            await service.Add(new AddTask("the same " + Any(5_000, new Random(3))));

        var walked = await Walk(service, new ListTasks { Limit = 1, Sort = sort });

        walked.Count.ShouldBe(titles.Length - 1 + 3);
        walked.ShouldBe((await Read(service, new ListTasks { Limit = 100, Sort = sort })).Items);
    }

    [Fact]
    public async Task No_cursor_is_longer_than_its_contract_says()
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>("drop index task_title; select 1");
        await service.Add(new AddTask(Any(9_000, new Random(1))));
        await service.Add(new AddTask("~ last"));

        var next = (await Read(service, new ListTasks { Limit = 1, Sort = "-title" })).Next
            ?? throw new InvalidOperationException();
        next = (await Read(service, new ListTasks { Limit = 1, Sort = "title" })).Next!;

        next.Length.ShouldBeLessThanOrEqualTo(TestDigitalPlatform.Data.CursorSigner.MaxLength);
    }

    [Fact]
    public async Task Says_when_the_item_of_a_long_text_is_gone()
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>("drop index task_title; select 1");
        var first = (await service.Add(new AddTask("\u0001" + Any(9_000, new Random(1))))).Answer;
        await service.Add(new AddTask("~ last"));
        var next = (await Read(service, new ListTasks { Limit = 1, Sort = "title" })).Next;
        await service.Stored.Scalar<int>($"update task set title = '0' where id = '{first}'; select 1");

        (await Refused(service, new ListTasks { Limit = 1, Sort = "title", After = next })).ShouldBe("cursor_expired");
    }

    // By the rules of the column, not of a text: what is equal there must not be walked past.
    [Theory]
    [InlineData("character(20)", "title")]
    [InlineData("character(20)", "-title")]
    [InlineData("varchar(20)", "title")]
    [InlineData("citext", "title")]
    [InlineData("citext", "-done,title")]
    [InlineData("mood", "title")]
    [InlineData("mood", "-title")]
    public async Task Walks_a_column_of_each_text_type_by_its_own_order(string type, string sort)
    {
        await using var service = await TaskService.Start();
        var moods = (string[])["b", "A", "a", "C", "c", "B"];
        await service.Stored.Scalar<int>($"""
            drop index task_title;
            create extension if not exists citext;
            create type mood as enum ({string.Join(", ", moods.Select(m => $"'{m}'"))});
            alter table task drop constraint task_title_said;
            alter table task alter column title type {type} using title::text::{type};
            select 1
            """);
        await service.Source.ReloadTypesAsync();
        service.Source.Clear();
        var rows = moods.Concat(moods).Select(mood => $"(gen_random_uuid(), 'acme', '{mood}')");
        await service.Stored.Scalar<int>($"insert into task (id, customer_id, title) values {string.Join(", ", rows)}; select 1");

        var walked = await Walk(service, new ListTasks { Limit = 1, Sort = sort });

        walked.Count.ShouldBe(12);
        walked.ShouldBe((await Read(service, new ListTasks { Limit = 100, Sort = sort })).Items);
        walked.ShouldAllBe(item => item.Title.Length == 1);
        var some = await Read(service, new ListTasks { Limit = 100, Title = Filter.Is("a", "b") });
        some.Items.Count.ShouldBe(type == "citext" ? 8 : 4);
        (await Read(service, new ListTasks { Title = Filter.Where(Operators.NotEqual, "a") })).Items.Count
            .ShouldBe(type == "citext" ? 8 : 10);
    }

    private static string Any(int length, Random random)
    {
        var text = new System.Text.StringBuilder();
        while (text.Length < length)
            text.Append(new System.Text.Rune(random.Next(0x4E00, 0x9FFF)));
        return text.ToString();
    }

    [Fact]
    public async Task Counts_what_the_filters_let_through()
    {
        await using var service = await PagedTasks.Start(12);

        var page = await Read(
            service, new ListTasks { Limit = 2, Count = true, Title = Filter.Where(Operators.StartsWith, "TASK 1") });

        page.Count.ShouldBe(2);
        page.Items.Select(t => t.Title).ShouldBe(["task 10", "task 11"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(Operators.Contains, "%", 0)]
    [InlineData(Operators.Contains, "_", 0)]
    [InlineData(Operators.Contains, "\\", 0)]
    [InlineData(Operators.Contains, "K 0", 10)]
    [InlineData(Operators.NotEqual, "task 00", 9)]
    [InlineData(Operators.AtLeast, "task 08", 2)]
    [InlineData(Operators.Equal, "'; drop table task; --", 0)]
    public async Task Compares_with_the_value_as_it_stands(Operators @operator, string value, int expected)
    {
        var service = paged.Ten;

        (await Read(service, new ListTasks { Title = Filter.Where(@operator, value) })).Items.Count.ShouldBe(expected);
    }

    [Fact]
    public async Task Takes_any_of_several_values()
    {
        var service = paged.Ten;

        var page = await Read(service, new ListTasks { Title = Filter.Is("task 01", "task 03", "nothing") });

        page.Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Refuses_a_cursor_of_other_filters_sort_or_customer()
    {
        var service = paged.Ten;
        var next = (await Read(service, new ListTasks { Limit = 2, Sort = "title" })).Next;

        foreach (var query in (ListTasks[])
            [new() { Sort = "-title", After = next }, new() { Sort = "title", After = next, Title = Filter.Is("x") }])
            (await Refused(service, query)).ShouldBe("foreign_cursor");
        var foreigner = await Should.ThrowAsync<InvalidInputException>(
            () => Read(service, new ListTasks { Sort = "title", After = next }, TaskService.Globex));
        foreigner.Errors[0].Code.ShouldBe("foreign_cursor");
    }

    [Fact]
    public async Task Refuses_a_cursor_of_another_list_of_the_same_query()
    {
        var service = paged.Ten;
        var next = (await Read(service, new ListTasks { Limit = 2, Project = "house" })).Next;

        (await Read(service, new ListTasks { Limit = 3, Project = "house", After = next })).Items.Count.ShouldBe(3);
        (await Refused(service, new ListTasks { Project = "garden", After = next })).ShouldBe("foreign_cursor");
        (await Refused(service, new ListTasks { After = next })).ShouldBe("foreign_cursor");
        (await Refused(service, new ListTasks { Project = "house", Tags = ["x"], After = next }))
            .ShouldBe("foreign_cursor");
    }

    [Fact]
    public async Task Tells_two_lists_of_values_apart_that_read_the_same()
    {
        await using var service = await PagedTasks.Start(0);
        foreach (var title in (string[])["a", "b\nc", "a\nb", "c"])
            await service.Add(new AddTask(title));
        var next = (await Read(service, new ListTasks { Limit = 1, Title = Filter.Is("a", "b\nc") })).Next;

        (await Refused(service, new ListTasks { Limit = 1, Title = Filter.Is("a\nb", "c"), After = next }))
            .ShouldBe("foreign_cursor");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("=====")]
    [InlineData("\0")]
    public async Task Refuses_a_cursor_that_it_did_not_make(string cursor)
    {
        var service = paged.Ten;

        (await Refused(service, new ListTasks { After = cursor })).ShouldBe("invalid_cursor");
    }

    [Theory]
    [InlineData("secret", "unknown_sort")]
    [InlineData("title,title", "repeated_sort")]
    [InlineData(",", "unknown_sort")]
    [InlineData("title;drop", "unknown_sort")]
    public async Task Refuses_a_sort_that_is_not_declared(string sort, string code)
    {
        var service = paged.Ten;

        (await Refused(service, new ListTasks { Sort = sort })).ShouldBe(code);
    }

    private static Task<Page<TaskItem>> Read(TaskService service, ListTasks query, Caller? caller = null) =>
        service.Db(caller ?? TaskService.Acme).Page("select id, title, done from task", query, default);

    private static async Task<List<TaskItem>> Walk(TaskService service, ListTasks query)
    {
        var items = new List<TaskItem>();
        string? after = null;
        do
        {
            var page = await Read(service, query with { After = after });
            items.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return items;
    }

    private static async Task<string> Refused(TaskService service, ListTasks query) =>
        (await Should.ThrowAsync<InvalidInputException>(() => Read(service, query))).Errors[0].Code;
}

internal sealed record TaskItem(Guid Id, string Title, bool Done);

internal sealed record ListTasks : PageQuery<TaskItem>
{
    public Filter<string> Title { get; init; }

    /// <summary>Whose tasks: part of the path, as in /projects/{project}/tasks.</summary>
    public string? Project { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    // What the generator writes for a service.
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Register()
    {
        RowReader<TaskItem>.Register(["id", "title", "done"], static (r, o) =>
            new TaskItem(SqlValue<Guid>.Read(r, o[0]), SqlValue<string>.Read(r, o[1]), SqlValue<bool>.Read(r, o[2])));
        PageShape<ListTasks, TaskItem>.Register(
            [new FilterColumn<ListTasks, string>("title", "title", static q => q.Title)],
            [
                new SortColumn<TaskItem, string>("title", "title", static t => t.Title),
                new SortColumn<TaskItem, bool>("done", "done", static t => t.Done),
            ],
            new SortColumn<TaskItem, Guid>("id", "id", static t => t.Id),
            "title",
            static q => [q.Project, q.Tags]);
    }
}
