using TestDigitalPlatform.Generators.Contracts;

namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class PastTenseTests
{
    [Theory]
    [InlineData("OrderPlaced")]
    [InlineData("UserSignedIn")]
    [InlineData("PaymentReceivedLate")]
    [InlineData("MailSent")]
    [InlineData("OrderV2Placed")]
    [InlineData("StockRanOut")]
    public void Is_in_what_has_happened(string name) => PastTense.IsIn(name).ShouldBeTrue();

    [Theory]
    [InlineData("PlaceOrder")]
    [InlineData("OrderCancellation")]
    [InlineData("NewsFeed")]
    [InlineData("Red")]
    [InlineData("OrderStatus")]
    public void Is_not_in_the_rest(string name) => PastTense.IsIn(name).ShouldBeFalse();
}
