using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Core.Tests.Audit;

public sealed class AuditEntryTests
{
    [Theory]
    [InlineData(198, 200)]
    [InlineData(199, 199)]
    [InlineData(200, 200)]
    public async Task Keeps_the_beginning_of_a_long_target_and_never_half_a_character(int letters, int kept)
    {
        await using var service = await TaskService.Start();
        var target = new string('a', letters) + "\U0001F600 and on";

        await service.Commands.Deny(new CommandCall(TaskService.Operations.Finish, TaskService.Acme, target), "role_not_allowed", default);

        var stored = await service.Stored.Scalar<string>("select target from tdp.audit where outcome = 'denied'");
        stored.ShouldBe(target[..kept]);
    }
}
