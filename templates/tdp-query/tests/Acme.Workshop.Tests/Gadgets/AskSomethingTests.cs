using Acme.Workshop.Contracts;

namespace Acme.Workshop.Tests;

public sealed class AskSomethingTests
{
    [Fact]
    public async Task Counts_nothing_where_there_is_nothing()
    {
        await using var service = await TestService.Start(WorkshopService.Name, WorkshopService.Create);
        var user = service.SignIn(Role.CustomerUser, "acme");

#if (hasEntity)
        var answer = await user.GetAsync("/gadgets/ask-something").ShouldAnswer<AskSomethingAnswer>();
#else
        var answer = await user.GetAsync("/ask-something").ShouldAnswer<AskSomethingAnswer>();
#endif

        answer.ShouldBe(new AskSomethingAnswer(Count: 0));
    }
}
