global using Shouldly;
global using Xunit;

[Id]
public readonly partial record struct OrderId(Guid Value);

internal sealed class ApproveOrderHandler : ICommandHandler<ApproveOrder, Nothing>
{
    public static Decision<Nothing> Decide(ApproveOrder command, CommandContext context) => Decision.Accept();
}
