// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

import {Money} from "./Money.sol";

/// The node's free money in the contract, payouts, and what waits after a payout that failed.
abstract contract HubMoney {
    error IncorrectAmount();
    error IncorrectValue();
    error IncorrectMsgSender();
    error InsufficientBalance();
    error InsufficientNodeBalance();
    error NativeTransferFailed(address to, uint256 amount);
    error SafeERC20FailedOperation(address token);

    event Deposited(address indexed token, uint256 amount);
    event NodeBalanceUpdated(address indexed token, uint256 amount);
    event TransferFailed(address indexed recipient, address indexed token, uint256 amount);
    event FundsClaimed(
        address indexed account, address indexed token, address indexed destination, uint256 amount
    );

    uint256 private constant TRANSFER_GAS = 100000;
    address public immutable NODE;

    mapping(address => uint256) private nodeBalances;
    mapping(address => mapping(address => uint256)) private reclaims;

    constructor(address node) {
        NODE = node;
    }

    function getNodeBalance(address token) external view returns (uint256) {
        return nodeBalances[token];
    }

    function getReclaimBalance(address account, address token) external view returns (uint256) {
        return reclaims[account][token];
    }

    function depositToNode(address token, uint256 amount) external payable {
        if (amount == 0) revert IncorrectAmount();
        pull(token, msg.sender, amount);
        nodeBalances[token] += amount;
        emit Deposited(token, amount);
        emit NodeBalanceUpdated(token, nodeBalances[token]);
    }

    function withdrawFromNode(address to, address token, uint256 amount) external {
        if (msg.sender != NODE) revert IncorrectMsgSender();
        if (nodeBalances[token] < amount) revert InsufficientBalance();
        moveNodeBalance(token, int256(amount));
        if (!Money.push(token, to, amount, 0)) revert NativeTransferFailed(to, amount);
    }

    function claimFunds(address token, address destination) external {
        uint256 amount = reclaims[msg.sender][token];
        if (amount == 0) revert IncorrectAmount();
        reclaims[msg.sender][token] = 0;
        if (!Money.push(token, destination, amount, 0)) {
            if (token == address(0)) revert NativeTransferFailed(destination, amount);
            revert SafeERC20FailedOperation(token);
        }
        emit FundsClaimed(msg.sender, token, destination, amount);
    }

    /// @param used of the free money; negative where it comes back
    function moveNodeBalance(address token, int256 used) internal {
        if (used == 0) return;
        uint256 free = nodeBalances[token];
        if (used > 0 && free < uint256(used)) revert InsufficientNodeBalance();
        nodeBalances[token] = used > 0 ? free - uint256(used) : free + uint256(-used);
        emit NodeBalanceUpdated(token, nodeBalances[token]);
    }

    function pull(address token, address from, uint256 amount) internal {
        if (msg.value != (token == address(0) ? amount : 0)) revert IncorrectValue();
        if (token != address(0)) Money.pull(token, from, amount);
    }

    /// Never reverts for the recipient's or the token's sake.
    function pay(address token, address to, uint256 amount) internal {
        if (amount == 0) return;
        if (!Money.push(token, to, amount, TRANSFER_GAS)) {
            reclaims[to][token] += amount;
            emit TransferFailed(to, token, amount);
        }
    }
}
