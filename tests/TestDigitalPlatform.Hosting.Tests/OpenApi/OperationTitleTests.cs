using TestDigitalPlatform.Hosting.OpenApi.Paths;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

public sealed class OperationTitleTests
{
    [Theory]
    [InlineData("SubmitRequest", "Submit a request")]
    [InlineData("ListRequests", "List requests")]
    [InlineData("GetRequest", "Get a request")]
    [InlineData("CommentOnRequest", "Comment on a request")]
    [InlineData("ResolveTechnicalIssue", "Resolve a technical issue")]
    [InlineData("ListTechnicalIssues", "List technical issues")]
    [InlineData("InviteUser", "Invite a user")]
    [InlineData("AddArticle", "Add an article")]
    [InlineData("PlaceOrder", "Place an order")]
    [InlineData("ReserveHour", "Reserve an hour")]
    [InlineData("SendURL", "Send a URL")]
    [InlineData("AddSKU", "Add an SKU")]
    [InlineData("GetVatRate", "Get a vat rate")]
    [InlineData("WhoAmI", "Who am I")]
    [InlineData("StartAttending", "Start attending")]
    [InlineData("ChangeSettings", "Change settings")]
    [InlineData("ChangeStatus", "Change a status")]
    [InlineData("AskSomething", "Ask something")]
    [InlineData("RateNoteV2", "Rate a note (v2)")]
    [InlineData("CountStock", "Count stock")]
    [InlineData("MoveArticleToShelf", "Move article to a shelf")]
    [InlineData("SignIn", "Sign in")]
    [InlineData("Restart", "Restart")]
    [InlineData("ÄndereAuftrag", "Ändere an auftrag")]
    [InlineData("_", "_")]
    public void Says_in_a_few_words_what_a_message_does(string message, string title) => OperationTitle.Of(message).ShouldBe(title);
}
