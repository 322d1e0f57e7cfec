using Acme.Workshop.Contracts;

namespace Acme.Workshop.Tests;

public sealed class AskSomethingTests
{
    [Fact]
    public async Task Counts_nothing_where_there_is_nothing()
    {
        await using var service = await TestService.Start(WorkshopService.Name, WorkshopService.Create);
        var user = service.Client(Role.CustomerUser, "acme");

        var answer = await user.Query(new AskSomething());

        answer.ShouldBe(new AskSomethingAnswer(Count: 0));
    }
}
